import type { Answer, Catalog } from "#api/contract";
import type { Drill } from "../drill/drill.ts";
import { labelOf } from "../figures/cells.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { writePlace } from "../report-charts/finding.ts";
import { type Column, partsOf } from "../report-charts/points.ts";
import { tableMessages } from "../tables/messages.ts";
import { Figure } from "./figure.tsx";

type Props = { answer: Answer; columns: Column[]; catalog: Catalog; drill: Drill | undefined };

/** Subtotals come first; the grand total names no dimension. */
export const subtotalCount = (answer: Answer): number =>
  answer.totals.filter((total) => depthOf(answer, total) > 0).length;

const depthOf = (answer: Answer, total: Answer["totals"][number]): number =>
  partsOf(answer).dimensions.filter(({ key }) => key in total).length;

/** The total of a group: what it is about, then "Total", then its numbers. */
export function Subtotal({ answer, columns, catalog, drill, row }: Props & { row: number }) {
  const say = useSay(tableMessages);
  const formats = useFormats();
  const { dimensions } = partsOf(answer);
  const total = answer.totals[row] ?? {};
  const named = dimensions.slice(0, depthOf(answer, total));
  return (
    <tr className="subtotal" aria-rowindex={answer.rows.length + row + 2}>
      {named.map(({ key }, index) => {
        const words = writePlace(labelOf(total, key), formats);
        return index === 0 ? (
          <th key={key} scope="row">
            {words}
          </th>
        ) : (
          <td key={key}>{words}</td>
        );
      })}
      <td colSpan={dimensions.length - named.length}>{say("table.total")}</td>
      <Numbers answer={answer} columns={columns} catalog={catalog} drill={drill} row={row} />
    </tr>
  );
}

/** The total of all rows, or of those in sight; the row says which. */
export function GrandTotal({ answer, totals, ...props }: Props & { totals: "visible" | "all" }) {
  const say = useSay(tableMessages);
  const row = subtotalCount(answer);
  const count = partsOf(answer).dimensions.length;
  if (!answer.totals[row]) return null;
  return (
    <tfoot>
      <tr>
        {count > 0 && (
          <th scope="row" colSpan={count}>
            {say("table.total_of", { totals })}
          </th>
        )}
        <Numbers answer={answer} row={row} {...props} />
      </tr>
    </tfoot>
  );
}

function Numbers({ answer, columns, catalog, drill, row }: Props & { row: number }) {
  return columns
    .filter(({ kind }) => kind === "measure")
    .map((column) => (
      <td key={column.key} className="number">
        <Figure
          answer={answer}
          column={column}
          place={{ row, part: "totals" }}
          catalog={catalog}
          drill={drill}
        />
      </td>
    ));
}
