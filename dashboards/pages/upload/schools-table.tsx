import type { Upload, UploadReport } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status, type StatusKind } from "../../components/figures/status.tsx";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { uploadMessages } from "./messages.ts";

type Row = UploadReport["schools"][number];
type Props = { report: UploadReport; state: Upload["state"] };

/** The operator's schools with what becomes of their rows; green once they are loaded. */
export function SchoolsTable({ report: { schools, rows }, state }: Props) {
  const say = useSay(uploadMessages);
  const formats = useFormats();
  const count = (key: "read" | "loaded" | "rejected", header: string): Column<Row> => ({
    key,
    header,
    align: "end",
    show: (row) => formats.number(row[key]),
  });
  return (
    <FigureTable
      caption={say("upload.schools_table")}
      rows={schools}
      rowKey={({ key }) => key ?? "none"}
      limit={100}
      columns={[
        {
          key: "school",
          header: say("upload.school"),
          show: ({ label }) => label ?? say("upload.no_school"),
        },
        { key: "state", header: say("upload.state"), show: (row) => <SchoolState row={row} state={state} /> },
        count("read", say("upload.read")),
        count("loaded", say("upload.loaded", { state })),
        count("rejected", say("upload.rejected")),
      ]}
      totals={[
        say("upload.total"),
        null,
        formats.number(rows.read),
        formats.number(rows.loaded),
        formats.number(rows.rejected),
      ]}
    />
  );
}

function SchoolState({ row, state }: { row: Row; state: Upload["state"] }) {
  const say = useSay(uploadMessages);
  const [kind, word] = stateOf(row, state);
  return <Status kind={kind}>{say("upload.school_state", { state: word, refused: row.rejected })}</Status>;
}

/** In a word and a sign; nothing is green before it is loaded. */
function stateOf({ read, loaded, rejected }: Row, state: Upload["state"]): [StatusKind, string] {
  if (read === 0) return ["none", "empty"];
  if (state === "refused" || state === "failed" || state === "withdrawn")
    return rejected > 0 ? ["bad", "refused"] : ["none", "nothing"];
  if (loaded === 0) return ["bad", "refused"];
  if (state === "published") return rejected > 0 ? ["warn", "part"] : ["good", "loaded"];
  return rejected > 0 ? ["warn", "ready_part"] : ["none", "ready"];
}
