import type { DataPage } from "#api/contract";
import { ReconciliationLink } from "../../components/actions/reconciliation-link.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";

type Props = { page: DataPage };
type File = DataPage["sources"][number];

export function SourcesTile({ page }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const read = page.sources.reduce((sum, file) => sum + file.rows_read, 0);
  const rows = (key: string, header: string, of: (file: File) => number): Column<File> => ({
    key,
    header,
    align: "end",
    show: (file) => formats.number(of(file)),
  });
  return (
    <Tile
      id="sources"
      topic={say("data.sources_topic")}
      finding={say("data.sources_finding", {
        files: page.sources.length,
        sources: new Set(page.sources.map((file) => file.source)).size,
        rows: formats.number(read),
      })}
      words={<ReconciliationLink />}
      isWide
    >
      <FigureTable
        caption={say("data.sources_table")}
        isCaptionHidden
        rows={page.sources}
        limit={12}
        rowKey={(file) => `${file.source} ${file.feed} ${file.file}`}
        columns={[
          { key: "file", header: say("data.file"), show: (file) => file.file },
          { key: "source", header: say("data.source"), show: (file) => file.label },
          rows("read", say("data.read"), (file) => file.rows_read),
          rows("loaded", say("data.loaded"), (file) => file.rows_loaded),
          rows("rejected", say("data.rejected"), (file) => file.rows_rejected),
          rows("quarantined", say("data.quarantined"), (file) => file.rows_quarantined),
          rows("repaired", say("data.repaired"), (file) => file.rows_repaired),
          { key: "hash", header: say("data.hash"), show: (file) => <code>{file.sha256.slice(0, 12)}</code> },
          { key: "landed", header: say("data.landed"), show: (file) => formats.moment(file.landed_at) },
        ]}
      />
    </Tile>
  );
}

export function RepairsTile({ page }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const rows = page.repairs.reduce((sum, repair) => sum + repair.rows, 0);
  return (
    <Tile id="repairs" topic={say("data.repairs_topic")} finding={say("data.repairs_finding", { rows })}>
      {page.repairs.length > 0 && (
        <FigureTable
          caption={say("data.repairs_table")}
          rows={page.repairs}
          rowKey={(repair) => `${repair.source} ${repair.feed} ${repair.field} ${repair.repair}`}
          columns={[
            { key: "repair", header: say("data.repair"), show: (repair) => repair.repair },
            {
              key: "feed",
              header: say("data.feed"),
              show: (repair) => `${repair.source}: ${repair.feed.replaceAll("_", " ")}`,
            },
            { key: "field", header: say("data.field"), show: (repair) => repair.field },
            {
              key: "rows",
              header: say("data.rows"),
              align: "end",
              show: (repair) => formats.number(repair.rows),
            },
          ]}
        />
      )}
    </Tile>
  );
}
