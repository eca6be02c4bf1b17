import type { BoardPage, Program } from "#api/contract";
import { TenYears } from "../../components/charts/ten-years.tsx";
import { Money } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { currentOf, grownOf, unfundedOf, unknownCostOf } from "../../components/figures/program-findings.ts";
import { useUnfundedWords } from "../../components/figures/unfunded-words.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { fiscalYearsOf } from "./findings.ts";
import { boardMessages } from "./messages.ts";

export function MoneyTile({ page }: { page: BoardPage }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const years = fiscalYearsOf(page);
  const money = unfundedOf(years);
  const amount = useUnfundedWords(money);
  const grown = grownOf(page.programs);
  const share = money.total > 0 ? formats.percent(money.unfunded / money.total, 0) : "";
  return (
    <Tile
      id="money"
      topic={say("board.money_topic")}
      finding={
        money.first
          ? say("board.money_finding", { amount, year: formats.year(money.first) })
          : say("board.money_finding_none")
      }
      answer={page.answers.recurring}
      slice={page.slices.recurring}
      words={<MoneyWords page={page} money={money} />}
    >
      <TenYears
        title={say("board.money_chart", { has_gap: money.first !== null, share })}
        caption={say("board.money_caption", {
          n: currentOf(page.programs).length,
        })}
        years={years}
      />
      <GrownPrograms programs={grown} />
    </Tile>
  );
}

type WordsProps = { page: BoardPage; money: ReturnType<typeof unfundedOf> };

function MoneyWords({ page, money }: WordsProps) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const unknown = unknownCostOf(page.programs).map((program) => program.name);
  return (
    <>
      {money.first && (
        <p>
          {say("board.money_text", {
            total: formats.money(money.total),
            unfunded: formats.money(money.unfunded),
          })}
        </p>
      )}
      {unknown.length > 0 && (
        <p>{say("board.money_unknown", { count: unknown.length, names: formats.list(unknown) })}</p>
      )}
    </>
  );
}

function GrownPrograms({ programs }: { programs: Program[] }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const columns: Column<Program>[] = [
    wordColumn("name", say("board.program"), (program) => program.name),
    figureColumn("first", say("board.first_approved"), (program) => (
      <Money usd={program.first_approved_usd} />
    )),
    figureColumn("now", say("board.approved_now"), (program) => <Money usd={program.approved_usd} />),
    figureColumn("growth", say("board.growth"), (program) =>
      program.growth === null ? null : say("board.times", { times: formats.times(program.growth) }),
    ),
    figureColumn("unfunded", say("board.unfunded_ten"), (program) => (
      <Money usd={program.unfunded_usd_ten_years} />
    )),
  ];
  const title = say("board.growth_title", { count: programs.length });
  return (
    <div className="figure-block">
      <h3>{title}</h3>
      {programs.length > 0 && (
        <FigureTable
          caption={title}
          isCaptionHidden
          columns={columns}
          rows={programs}
          rowKey={(program) => program.key}
        />
      )}
    </div>
  );
}
