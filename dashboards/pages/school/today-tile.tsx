import { Link } from "@tanstack/react-router";
import type { Answer, SchoolPage } from "#api/contract";
import { DownloadMenu } from "../../components/downloads/download-menu.tsx";
import { type Cell, cellAt } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { PurposeAsk } from "../../components/purpose/purpose-ask.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { useView } from "../../view.ts";
import { schoolMessages } from "./messages.ts";

type Props = { page: SchoolPage };
const matters = [
  { measure: "students_without_class", list: "without_class", words: "school.without_class" },
  { measure: "evaluations_overdue", list: "evaluations", words: "school.overdue" },
  { measure: "evaluations_due_soon", list: "evaluations", words: "school.due_soon" },
  { measure: "reviews_overdue", list: "reviews", words: "school.reviews" },
  { measure: "services_behind", list: "services", words: "school.services" },
] as const;
type ListName = (typeof matters)[number]["list"];
/** The lists by name that an address may open. */
export const listNames: string[] = [...new Set(matters.map((matter) => matter.list))];

/** Five counts; each opens its list by name for those who may see students. */
export function TodayTile({ page }: Props) {
  const say = useSay(schoolMessages);
  const { view } = useView();
  const answer = page.answers.today;
  const cells = matters.map((matter) => ({ ...matter, cell: cellAt(answer, matter.measure) }));
  const sum = cells.reduce<number | null>(
    (total, { cell }) => (total === null || cell.value === null ? null : total + cell.value),
    0,
  );
  const first = cells.find(({ cell }) => (cell.value ?? 0) > 0)?.list ?? "without_class";
  const open = matters.find((matter) => matter.list === view.list)?.list ?? first;
  return (
    <Tile
      id="today"
      topic={say("school.today_topic")}
      finding={sum === null ? say("school.today_hidden") : say("school.today_finding", { count: sum })}
      answer={answer}
      slice={page.slices.today}
      isWide
    >
      <ul className="counts">
        {cells.map(({ measure, list, words, cell }) => (
          <li key={measure}>
            <Count
              list={page.may_read_students ? list : null}
              isOpen={open === list}
              cell={cell}
              words={words}
            />
          </li>
        ))}
      </ul>
      {page.may_read_students ? (
        <OpenList page={page} list={open} />
      ) : (
        <p className="empty">{say("school.no_lists")}</p>
      )}
    </Tile>
  );
}

type CountProps = {
  list: ListName | null;
  isOpen: boolean;
  cell: Cell;
  words: (typeof matters)[number]["words"];
};

function Count({ list, isOpen, cell, words }: CountProps) {
  const say = useSay(schoolMessages);
  const content = (
    <>
      <strong>
        <FigureText cell={cell} kind="count" />
      </strong>
      <span>{say(words, { count: cell.value ?? 2 })}</span>
    </>
  );
  if (!list) return <div className="count">{content}</div>;
  return (
    <Link
      to="."
      search={(previous) => ({ ...previous, list })}
      hash="today-list"
      resetScroll={false}
      className="count"
      aria-current={isOpen ? "true" : undefined}
    >
      {content}
    </Link>
  );
}

function OpenList({ page, list }: Props & { list: ListName }) {
  const say = useSay(schoolMessages);
  const answer = page.answers[list];
  const slice = page.slices[list];
  const title = say(`school.list_${list}`);
  return (
    <div className="figure-block" id="today-list">
      <div className="chart-head">
        <h3>{title}</h3>
        {slice && answer && (
          <DownloadMenu title={title} slice={slice} rows={{ count: answer.rows.length, isWhole: true }} />
        )}
      </div>
      {answer ? (
        <AnswerTable
          caption={title}
          isCaptionHidden
          answer={listed(answer)}
          empty={say("school.list_empty")}
        />
      ) : page.purpose_needed ? (
        <PurposeAsk school={page.school.label} listId="today-list" />
      ) : (
        <p className="empty">{say("school.list_empty")}</p>
      )}
    </div>
  );
}

/** A list by name needs no column that only counts its student, and no service that is not behind. */
function listed(answer: Answer): Answer {
  const counts = ["students_without_class", "open_evaluations", "reviews_overdue", "services_behind"];
  return {
    ...answer,
    columns: answer.columns.filter((column) => !counts.includes(column.measure ?? "")),
    rows: answer.rows.filter((row) => row.services_behind !== 0),
    totals: [],
  };
}
