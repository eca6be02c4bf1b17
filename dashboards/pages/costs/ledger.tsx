import type { Program } from "#api/contract";
import { Money } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { costsMessages } from "./messages.ts";
import { inOrder, useKindWords } from "./program-steps.ts";

type Action = Program["actions"][number];

/** The board actions of a program, with exact amounts, and the published total they can be held against. */
export function Ledger({ program }: { program: Program }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const columns = useColumns();
  return (
    <div className="figure-block ledger">
      <FigureTable
        caption={say("costs.ledger", { name: program.name })}
        columns={columns}
        rows={inOrder(program.actions)}
        rowKey={(action) => action.key}
      />
      {program.published_total_usd !== null && (
        <p>
          {say("costs.control", {
            approved: formats.money(program.approved_usd ?? 0),
            published: formats.money(program.published_total_usd),
            rest: program.not_itemised_usd === null ? "–" : formats.money(program.not_itemised_usd),
            note: program.published_total_note ?? "",
          })}
        </p>
      )}
    </div>
  );
}

function useColumns(): Column<Action>[] {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const kindWords = useKindWords();
  return [
    {
      key: "date",
      header: say("costs.date"),
      show: (action) => formats.known(action.effective_on, action.date_precision),
    },
    { key: "kind", header: say("costs.kind"), show: (action) => kindWords(action.kind) },
    {
      key: "amount",
      header: say("costs.amount"),
      align: "end",
      show: (action) => <Money usd={action.amount_usd} exact />,
    },
    {
      key: "running",
      header: say("costs.running"),
      align: "end",
      show: (action) =>
        action.running_approved_usd === null ? null : <Money usd={action.running_approved_usd} exact />,
    },
    {
      key: "source",
      header: say("costs.source_of"),
      show: (action) => (
        <span className="citation">
          {action.fund_source ?? "–"}
          {action.report_no && <span>{say("costs.report", { number: action.report_no })}</span>}
          {action.citation && <span>{action.citation}</span>}
          {action.note && <span>{action.note}</span>}
        </span>
      ),
    },
  ];
}
