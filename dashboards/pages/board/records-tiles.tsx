import type { BoardPage } from "#api/contract";
import { cellAt } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { boardMessages } from "./messages.ts";

type Props = { page: BoardPage };

export function ClassesTile({ page }: Props) {
  const say = useSay(boardMessages);
  const answer = page.answers.classes;
  const bySchool = page.answers.classes_by_school;
  const without = cellAt(answer, "students_without_class").value;
  const clashes = cellAt(answer, "students_with_clashes").value;
  const marks = cellAt(answer, "students_with_missing_marks").value;
  const isKnown = without !== null && clashes !== null;
  const finding = isKnown
    ? say("board.classes_finding", {
        sum: without + clashes,
        without,
        clashes,
        schools: schoolsWith(bySchool),
      })
    : say("board.classes_unknown");
  return (
    <Tile
      id="classes"
      topic={say("board.classes_topic")}
      finding={finding}
      answer={answer}
      slice={page.slices.classes}
      words={marks ? <p>{say("board.classes_marks", { count: marks })}</p> : null}
    >
      {bySchool && (
        <AnswerTable
          caption={say("board.classes_table")}
          answer={bySchool}
          isWithoutZeros
          limit={10}
          empty={say(isKnown ? "board.classes_none" : "board.classes_no_rows")}
        />
      )}
    </Tile>
  );
}

/** Schools with at least one such student; a hidden figure is at least one. */
function schoolsWith(answer: BoardPage["answers"][string] | undefined): number {
  const has = (row: number, measure: string) => {
    const cell = cellAt(answer, measure, { row });
    return (cell.value ?? 0) > 0 || cell.mark === "suppressed";
  };
  return (answer?.rows ?? []).filter(
    (_, row) => has(row, "students_without_class") || has(row, "students_with_clashes"),
  ).length;
}

export function RecordsTile({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const answer = page.answers.records;
  const byFunding = page.answers.records_by_funding;
  const different = cellAt(answer, "record_mismatches").value;
  const all = cellAt(answer, "iep_students").value;
  const finding =
    different === null
      ? say("board.records_unknown")
      : different === 0
        ? say("board.records_none")
        : say("board.records_finding", { n: different });
  return (
    <Tile
      id="records"
      topic={say("board.records_topic")}
      finding={finding}
      answer={answer}
      slice={page.slices.records}
      words={all === null ? null : <p>{say("board.records_text", { all: formats.number(all) })}</p>}
    >
      {byFunding && <AnswerTable caption={say("board.records_table")} answer={byFunding} />}
    </Tile>
  );
}
