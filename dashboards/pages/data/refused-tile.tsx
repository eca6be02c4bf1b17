import type { DataPage } from "#api/contract";
import { ReportButton } from "../../components/actions/report-button.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";

type Props = { page: DataPage };
const shownAtMost = 200;

/** Refused rows by kind, and the rows themselves for readers who may see them. */
export function RefusedTile({ page }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const kinds = page.rejection_kinds;
  const rows = kinds.reduce((sum, kind) => sum + kind.rows, 0);
  return (
    <Tile
      id="refused"
      topic={say("data.refused_topic")}
      finding={
        rows === 0 ? say("data.refused_none") : say("data.refused_finding", { rows, kinds: kinds.length })
      }
      isWide
    >
      {kinds.length > 0 && (
        <FigureTable
          caption={say("data.refused_table")}
          isCaptionHidden
          rows={kinds}
          rowKey={(kind) => `${kind.source} ${kind.feed} ${kind.code} ${kind.reason}`}
          columns={[
            { key: "wrong", header: say("data.wrong"), show: (kind) => <span lang="en">{kind.reason}</span> },
            { key: "mend", header: say("data.mend"), show: (kind) => <span lang="en">{kind.mend}</span> },
            {
              key: "feed",
              header: say("data.feed"),
              show: (kind) => `${kind.source}: ${kind.feed.replaceAll("_", " ")}`,
            },
            { key: "code", header: say("data.code"), show: (kind) => <code>{kind.code}</code> },
            {
              key: "rows",
              header: say("data.rows"),
              align: "end",
              show: (kind) => formats.number(kind.rows),
            },
          ]}
        />
      )}
      {page.school_rejections.length > 0 && <RefusedBySchool page={page} />}
      {page.rejections.length > 0 && <RefusedRows page={page} />}
    </Tile>
  );
}

/** What each school has to mend, the school with most refused rows first. */
function RefusedBySchool({ page }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const rowsOf = new Map<string, number>();
  for (const { organization_id, rows } of page.school_rejections)
    rowsOf.set(organization_id, (rowsOf.get(organization_id) ?? 0) + rows);
  const most = ({ organization_id }: { organization_id: string }) => rowsOf.get(organization_id) ?? 0;
  const kinds = page.school_rejections.toSorted((one, other) => most(other) - most(one));
  return (
    <details className="choices">
      <summary>{say("data.refused_by_school", { count: rowsOf.size })}</summary>
      <ReportButton />
      <FigureTable
        caption={say("data.refused_by_school", { count: rowsOf.size })}
        isCaptionHidden
        rows={kinds}
        rowKey={(kind) => `${kind.organization_id} ${kind.source} ${kind.feed} ${kind.code}`}
        columns={[
          { key: "school", header: say("data.school"), show: (kind) => kind.school },
          { key: "wrong", header: say("data.wrong"), show: (kind) => <span lang="en">{kind.reason}</span> },
          { key: "mend", header: say("data.mend"), show: (kind) => <span lang="en">{kind.mend}</span> },
          { key: "feed", header: say("data.feed"), show: (kind) => kind.feed.replaceAll("_", " ") },
          {
            key: "rows",
            header: say("data.rows"),
            align: "end",
            show: (kind) => formats.number(kind.rows),
          },
          {
            key: "students",
            header: say("data.students_touched"),
            align: "end",
            show: (kind) => formats.number(kind.students),
          },
          {
            key: "owner",
            header: say("data.owner"),
            show: (kind) => say("data.owned_by", { owner: kind.owner }),
          },
        ]}
      />
    </details>
  );
}

function RefusedRows({ page }: Props) {
  const say = useSay(dataMessages);
  const shown = page.rejections.slice(0, shownAtMost);
  const counts = { shown: shown.length, all: page.rejections.length };
  return (
    <details className="choices">
      <summary>{say("data.refused_rows")}</summary>
      {counts.shown < counts.all && <p>{say("data.refused_shown", counts)}</p>}
      <FigureTable
        caption={say("data.refused_rows")}
        isCaptionHidden
        rows={shown}
        rowKey={(row) => `${row.file} ${row.line} ${row.field} ${row.code}`}
        columns={[
          { key: "file", header: say("data.file"), show: (row) => row.file },
          { key: "line", header: say("data.line"), align: "end", show: (row) => row.line },
          { key: "field", header: say("data.field"), show: (row) => row.field ?? "–" },
          { key: "value", header: say("data.value"), show: (row) => row.value ?? "–" },
          { key: "wrong", header: say("data.wrong"), show: (row) => <span lang="en">{row.reason}</span> },
        ]}
      />
    </details>
  );
}
