import { useId } from "react";
import type { Answer } from "#api/contract";
import { type Cell, cellAt } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Freshness } from "../../components/figures/freshness.tsx";
import { MarkSign } from "../../components/figures/mark-sign.tsx";
import { useProblemWords } from "../../components/figures/names.ts";
import type { CatalogMeasure } from "../../components/questions/draft.ts";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { definitionsMessages } from "./messages.ts";
import { type Pair, useNamedAnswer } from "./use-pair.ts";

type Props = { pair: Pair; school: string | undefined };

/** What each of two definitions says, whose it is, and how many it counts. */
export function PairTable({ pair, school }: Props) {
  const say = useSay(definitionsMessages);
  const problemWords = useProblemWords();
  const measures = [pair.first.key, pair.second.key];
  const where = school === undefined ? [] : [{ dimension: "school", op: "in" as const, values: [school] }];
  const { answer, error, isFetching } = useNamedAnswer({ measures, where });
  return (
    <section aria-busy={isFetching}>
      <p role="status">{isFetching ? say("definitions.loading") : problemWords(error)}</p>
      {answer && (
        <>
          <Freshness answer={answer} />
          <p className="lead">
            <Difference answer={answer} pair={pair} />
          </p>
          <Numbers answer={answer} pair={pair} />
        </>
      )}
    </section>
  );
}

function Difference({ answer, pair: { first, second } }: { answer: Answer; pair: Pair }) {
  const say = useSay(definitionsMessages);
  const [one, other] = [first, second].map(({ key }) => cellAt(answer, key).numerator);
  if (one == null || other == null) return say("definitions.hidden");
  return say("definitions.more", {
    size: Math.abs(other - one),
    direction: other > one ? "more" : "fewer",
  });
}

function Numbers({ answer, pair }: { answer: Answer; pair: Pair }) {
  const say = useSay(definitionsMessages);
  const cellOf = ({ key }: CatalogMeasure) => cellAt(answer, key);
  return (
    <FigureTable<CatalogMeasure>
      caption={say("definitions.table")}
      rows={[pair.first, pair.second]}
      rowKey={({ key }) => key}
      columns={[
        wordColumn("label", say("definitions.definition"), (one) => <DefinitionWords measure={one} />),
        figureColumn("counted", say("definitions.counted"), (one) => (
          <Part cell={cellOf(one)} part="numerator" />
        )),
        figureColumn("of", say("definitions.of"), (one) => <Part cell={cellOf(one)} part="denominator" />),
        figureColumn("rate", say("definitions.rate"), (one) => (
          <FigureText cell={cellOf(one)} kind="percent" />
        )),
      ]}
    />
  );
}

/** The definition under its name, and whose it is. */
function DefinitionWords({ measure }: { measure: CatalogMeasure }) {
  const say = useSay(definitionsMessages);
  const { label, definition, authority, citation, version } = measure;
  return (
    <>
      <strong>{label}</strong>
      <span className="definition-words">{definition}</span>
      <span className="definition-words hint">
        {say("definitions.source_words", {
          ...{ authority, version },
          citation: citation ?? say("definitions.not_cited"),
        })}
      </span>
    </>
  );
}

function Part({ cell, part }: { cell: Cell; part: "numerator" | "denominator" }) {
  const formats = useFormats();
  const number = cell[part];
  if (number === null) return <MarkSign mark={cell.mark ?? "no_data"} />;
  return <span className="figure">{formats.number(number)}</span>;
}

/** Both definitions at every school that the reader may see. */
export function BySchool({ answer }: { answer: Answer }) {
  const say = useSay(definitionsMessages);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say("definitions.by_school")}</h2>
      <AnswerTable caption={say("definitions.by_school")} isCaptionHidden answer={answer} />
    </section>
  );
}
