import type { Reconciliation, SchoolLoad } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { useFateColumns, useRowsColumn } from "./columns.tsx";
import { reconciliationMessages } from "./messages.ts";

type Props = { found: Reconciliation };

/** Rows that nobody's school is told of: they name a school that is in no list, or none where one is wanted. */
export function UnknownTile({ found: { of_no_school: lines } }: Props) {
  const say = useSay(reconciliationMessages);
  const rows = useRowsColumn();
  const all = lines.reduce((sum, line) => sum + line.rows_loaded * named(line) + line.rows_rejected, 0);
  return (
    <Tile
      id="unknown"
      topic={say("reconciliation.unknown_topic")}
      finding={say("reconciliation.unknown_finding", { rows: all })}
      isWide
    >
      {lines.length > 0 && (
        <FigureTable<SchoolLoad>
          caption={say("reconciliation.unknown_table")}
          isCaptionHidden
          rows={lines}
          rowKey={(line) => `${line.source} ${line.feed} ${line.file} ${line.organization_id}`}
          columns={[
            {
              key: "written",
              header: say("reconciliation.as_written"),
              show: (line) => line.organization_id ?? say("reconciliation.none_named"),
            },
            {
              key: "feed",
              header: say("reconciliation.feed"),
              show: ({ source, feed }) => `${source}: ${feed.replaceAll("_", " ")}`,
            },
            { key: "file", header: say("reconciliation.file"), show: ({ file }) => file },
            rows("loaded", say("reconciliation.loaded"), (line) => line.rows_loaded * named(line)),
            rows("rejected", say("reconciliation.rejected"), (line) => line.rows_rejected),
          ]}
        />
      )}
    </Tile>
  );
}

/** Of rows that name no school, only those that were refused are in question. */
const named = ({ organization_id }: { organization_id: string | null }) => (organization_id === null ? 0 : 1);

/** Every file of the load, for readers of the whole district. */
export function FilesTile({ found: { files } }: Props) {
  const say = useSay(reconciliationMessages);
  const rows = useRowsColumn();
  const fates = useFateColumns();
  if (files.length === 0) return null;
  const closes = files.every(
    (file) => file.rows_read === file.rows_loaded + file.rows_rejected + file.rows_quarantined,
  );
  return (
    <Tile
      id="files"
      topic={say("reconciliation.files_topic")}
      finding={say("reconciliation.files_finding", { files: files.length, closes })}
      isWide
    >
      <FigureTable<Reconciliation["files"][number]>
        caption={say("reconciliation.files_table")}
        isCaptionHidden
        rows={files}
        limit={20}
        rowKey={({ source, feed, file }) => `${source} ${feed} ${file}`}
        columns={[
          { key: "file", header: say("reconciliation.file"), show: ({ file }) => file },
          rows("sent", say("reconciliation.sent"), (file) => file.rows_sent),
          rows("read", say("reconciliation.read"), (file) => file.rows_read),
          rows("loaded", say("reconciliation.loaded"), (file) => file.rows_loaded),
          rows("rejected", say("reconciliation.rejected"), (file) => file.rows_rejected),
          rows("quarantined", say("reconciliation.quarantined"), (file) => file.rows_quarantined),
          ...fates,
        ]}
      />
    </Tile>
  );
}
