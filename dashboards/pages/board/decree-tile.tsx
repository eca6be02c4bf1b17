import { Link } from "@tanstack/react-router";
import type { BoardPage, Outcome } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { countsOf } from "../../components/figures/outcome-counts.ts";
import {
  OutcomeState,
  OutcomeValue,
  outcomeRate,
  useTargetWords,
} from "../../components/figures/outcome-words.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { worstOf } from "./findings.ts";
import { boardMessages } from "./messages.ts";

const shownStates: Outcome["state"][] = ["below_target", "not_calculable", "no_data", "suppressed"];

export function DecreeTile({ page }: { page: BoardPage }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const targetWords = useTargetWords();
  const { decree } = page;
  const counts = countsOf(decree);
  const worst = worstOf(decree);
  const worstRate = worst && outcomeRate(worst);
  const columns: Column<Outcome>[] = [
    {
      key: "outcome",
      header: say("board.outcome"),
      show: (outcome) => (
        <>
          <span className="row-number">{outcome.outcome}</span> {outcome.words}
        </>
      ),
    },
    {
      key: "value",
      header: say("board.value"),
      align: "end",
      show: (outcome) => <OutcomeValue outcome={outcome} />,
    },
    { key: "target", header: say("board.target"), align: "end", show: targetWords },
    { key: "state", header: say("board.state"), show: (outcome) => <OutcomeState outcome={outcome} /> },
  ];
  return (
    <Tile
      id="decree"
      topic={say("board.decree_topic")}
      freshness={freshnessOf(page)}
      finding={say("board.decree_finding", counts)}
      words={
        <>
          {worst && worstRate !== null && worstRate !== undefined && (
            <p>
              {say("board.decree_worst", {
                name: worst.words,
                value: formats.percent(worstRate),
                target: targetWords(worst),
              })}
            </p>
          )}
          <p>{say("board.decree_monitor", counts)}</p>
          {counts.notCited > 0 && <p>{say("board.decree_not_cited", { count: counts.notCited })}</p>}
          {decree.is_fictional && <p className="aside">{say("board.decree_fictional")}</p>}
        </>
      }
    >
      <div className="figure-block">
        <FigureTable
          caption={say("board.decree_table")}
          columns={columns}
          rows={decree.outcomes.filter((outcome) => shownStates.includes(outcome.state))}
          rowKey={(outcome) => outcome.outcome}
          empty={say("board.decree_all_at")}
        />
        <Link to="/compliance" className="more">
          {say("board.decree_all")}
        </Link>
      </div>
    </Tile>
  );
}
