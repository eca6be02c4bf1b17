import type { Answer } from "#api/contract";
import { type Cell, cellAt } from "../figures/cells.ts";
import { FigureText, kindOfUnit } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { placeAt } from "../report-charts/points.ts";
import { type Column, FigureTable } from "../tables/figure-table.tsx";
import { tableMessages } from "../tables/messages.ts";
import type { Way } from "./drill.ts";
import { drillMessages } from "./messages.ts";

type Props = { answer: Answer; measure: string; way: Way; caption: string };

/** Who stands behind a number, each with what she adds to it; the total is the number again. */
export function DrillList({ answer, measure, way, caption }: Props) {
  const say = useSay(tableMessages);
  const sayDrill = useSay(drillMessages);
  const column = answer.columns.find(({ key }) => key === measure);
  const kind = kindOfUnit(column?.unit);
  const total = cellAt(answer, measure, { part: "totals" });
  const cells = answer.rows.map((_, row) => cellAt(answer, measure, { row }));
  const rows = cells.flatMap((cell, row) => (addsToIt(cell) ? [{ cell, row }] : []));
  const isEach = way === "student" && rows.every(({ cell }) => cell.denominator === 1);
  const columns: Column<(typeof rows)[number]>[] = [
    { key: way, header: answer.columns[0]?.label ?? "", show: ({ row }) => placeAt(answer, row, way) },
    {
      ...{ key: measure, header: column?.label ?? measure, align: "end" },
      show: ({ cell }) =>
        isEach ? (
          sayDrill("drill.counted", { is: cell.numerator === 1 })
        ) : (
          <FigureText cell={cell} kind={kind} />
        ),
    },
  ];
  return (
    <FigureTable
      caption={caption}
      isCaptionHidden
      columns={columns}
      rows={rows}
      rowKey={({ row }) => String(row)}
      totals={[
        say("table.total"),
        <span key="total">
          <FigureText cell={total} kind={kind} />
          <OfWhom cell={total} />
        </span>,
      ]}
    />
  );
}

/** The two numbers of a share. */
function OfWhom({ cell: { numerator, denominator } }: { cell: Cell }) {
  const say = useSay(drillMessages);
  const formats = useFormats();
  if (numerator === null || denominator === null) return null;
  const numbers = { numerator: formats.number(numerator), denominator: formats.number(denominator) };
  return <span className="hint of-whom">{say("drill.of", numbers)}</span>;
}

/** Whoever is in neither number of a share, or adds 0, does not stand behind it; what is hidden may. */
const addsToIt = ({ value, mark, denominator }: Cell) =>
  value === null ? mark !== "no_data" : denominator !== null || value !== 0;
