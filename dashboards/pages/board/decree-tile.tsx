import { Link } from "@tanstack/react-router";
import type { BoardPage, Decree, Outcome } from "#api/contract";
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
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { worstOf } from "./findings.ts";
import { boardMessages } from "./messages.ts";

const shownStates: Outcome["state"][] = ["below_target", "not_calculable", "no_data"];

export function DecreeTile({ page }: { page: BoardPage }) {
  const say = useSay(boardMessages);
  const { decree } = page;
  return (
    <Tile
      id="decree"
      topic={say("board.decree_topic")}
      freshness={freshnessOf(page)}
      finding={say("board.decree_finding", countsOf(decree))}
      words={<DecreeWords decree={decree} />}
    >
      <div className="figure-block">
        <FigureTable
          caption={say("board.decree_table")}
          columns={useColumns()}
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

function DecreeWords({ decree }: { decree: Decree }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const targetWords = useTargetWords();
  const counts = countsOf(decree);
  const worst = worstOf(decree);
  const rate = worst ? outcomeRate(worst) : null;
  return (
    <>
      {worst && rate !== null && (
        <p>
          {say("board.decree_worst", {
            name: worst.words,
            value: formats.percent(rate),
            target: targetWords(worst),
          })}
        </p>
      )}
      <p>{say("board.decree_monitor", counts)}</p>
      {counts.notCited > 0 && <p>{say("board.decree_not_cited", { count: counts.notCited })}</p>}
      {decree.is_fictional && <p className="aside">{say("board.decree_fictional")}</p>}
    </>
  );
}

function useColumns(): Column<Outcome>[] {
  const say = useSay(boardMessages);
  const targetWords = useTargetWords();
  return [
    wordColumn("outcome", say("board.outcome"), (outcome) => (
      <span className="outcome-name">
        <span className="row-number">{outcome.outcome}</span>
        <span>{outcome.words}</span>
      </span>
    )),
    figureColumn("value", say("board.value"), (outcome) => <OutcomeValue outcome={outcome} />),
    figureColumn("target", say("board.target"), targetWords),
    wordColumn("state", say("board.state"), (outcome) => <OutcomeState outcome={outcome} />),
  ];
}
