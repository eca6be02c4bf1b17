import { useId } from "react";
import type { Answer, Catalog } from "#api/contract";
import { RefusedRequest } from "../../client.ts";
import { DownloadMenu } from "../../components/downloads/download-menu.tsx";
import { cellAt } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { PurposeAsk } from "../../components/purpose/purpose-ask.tsx";
import { type Differing, whoDiffers } from "../../components/questions/definitions.ts";
import type { ReportSlice } from "../../components/questions/draft.ts";
import { placeAt } from "../../components/report-charts/points.ts";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { definitionsMessages } from "./messages.ts";
import { mayAskBy, type Pair, useNamedAnswer } from "./use-pair.ts";

type Props = { pair: Pair; catalog: Catalog; school: string | undefined };

/** So many students one school has at most, by far. */
const mostStudents = 20_000;
const days = ["days_absent", "attendance_rate"];

/** The students of a school whom two definitions see otherwise, for readers who may see students. */
export function Students({ pair, catalog, school }: Props) {
  const say = useSay(definitionsMessages);
  const id = useId();
  const maySee = mayAskBy("student", pair, catalog);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say("definitions.students")}</h2>
      {!maySee ? (
        <p>{say("definitions.no_students")}</p>
      ) : school === undefined ? (
        <p>{say("definitions.choose_school")}</p>
      ) : (
        <List pair={pair} catalog={catalog} school={school} />
      )}
    </section>
  );
}

function List({ pair, catalog, school }: Props & { school: string }) {
  const say = useSay(definitionsMessages);
  const problemWords = useProblemWords();
  const beside = days.filter((key) =>
    catalog.measures.some((one) => one.key === key && one.dimensions.includes("student")),
  );
  const slice: ReportSlice = {
    ...{ measures: [pair.first.key, pair.second.key, ...beside], by: ["student"] },
    where: [{ dimension: "school", op: "in", values: [school] }],
    limit: mostStudents,
  };
  const { answer, error, isFetching } = useNamedAnswer(slice);
  if (error instanceof RefusedRequest && error.problem.code === "purpose_needed")
    return <PurposeAsk school={school} listId="differing" />;
  return (
    <div id="differing" className="behind">
      <p role="status">{isFetching ? say("definitions.loading") : problemWords(error)}</p>
      {answer && <Differ answer={answer} pair={pair} slice={slice} />}
    </div>
  );
}

function Differ({ answer, pair, slice }: { answer: Answer; pair: Pair; slice: ReportSlice }) {
  const say = useSay(definitionsMessages);
  const differing = whoDiffers(answer, [pair.first.key, pair.second.key]);
  const countedBy = (side: 0 | 1) =>
    differing.filter(({ standings }) => standings[side] === "counted").length;
  const [first, second] = [countedBy(0), countedBy(1)];
  const population = differing.length - first - second;
  return (
    <>
      <p>{say("definitions.differ", { count: differing.length, first, second, population })}</p>
      <DifferTable answer={answer} pair={pair} differing={differing} />
      <DownloadMenu
        title={say("definitions.title")}
        slice={slice}
        rows={{ count: answer.rows.length, isWhole: answer.rows.length < mostStudents }}
      />
    </>
  );
}

type TableProps = { answer: Answer; pair: Pair; differing: Differing[] };

function DifferTable({ answer, pair: { first, second }, differing }: TableProps) {
  const say = useSay(definitionsMessages);
  const formats = useFormats();
  const number = (value: number | null) => (value === null ? "–" : formats.number(value, value % 1 ? 1 : 0));
  return (
    <FigureTable<Differing>
      caption={say("definitions.students")}
      isCaptionHidden
      rows={differing}
      rowKey={({ row }) => String(row)}
      empty={say("definitions.none")}
      columns={[
        wordColumn("student", answer.columns[0]?.label ?? "", ({ row }) => placeAt(answer, row, "student")),
        wordColumn("first", first.label, ({ standings: [standing] }) =>
          say("definitions.standing", { standing }),
        ),
        wordColumn("second", second.label, ({ standings: [, standing] }) =>
          say("definitions.standing", { standing }),
        ),
        figureColumn("expected", say("definitions.expected"), ({ row }) =>
          number(cellAt(answer, "attendance_rate", { row }).denominator),
        ),
        figureColumn("absent", say("definitions.absent"), ({ row }) =>
          number(cellAt(answer, "days_absent", { row }).value),
        ),
      ]}
    />
  );
}
