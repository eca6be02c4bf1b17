import type { DataPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";

export function IdentityTile({ page }: { page: DataPage }) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const double = page.identities.find(({ kind }) => kind === "double_id");
  const isHidden = double?.students === null;
  return (
    <Tile
      id="identity"
      topic={say("data.identity_topic")}
      freshness={freshnessOf(page)}
      finding={
        isHidden
          ? say("data.identity_hidden")
          : say("data.identity_finding", { count: double?.students ?? 0 })
      }
    >
      <FigureTable
        caption={say("data.identity_table")}
        rows={page.identities}
        rowKey={({ kind }) => kind}
        columns={[
          {
            key: "kind",
            header: say("data.identity_kind"),
            show: ({ kind }) => say("data.identity_word", { kind }),
          },
          {
            key: "students",
            header: say("data.identity_students"),
            align: "end",
            show: ({ students }) => (students === null ? "*" : formats.number(students)),
          },
        ]}
      />
    </Tile>
  );
}
