import type { DataIssue, DataPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { MarkSign } from "../../components/figures/mark-sign.tsx";
import { useNames } from "../../components/figures/names.ts";
import { Status, type StatusKind } from "../../components/figures/status.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";
import { NoticeAnswer } from "./notice-answer.tsx";

type Props = { page: DataPage };

const kinds: Record<DataIssue["state"], StatusKind> = {
  open: "warn",
  being_looked_at: "none",
  corrected: "good",
  not_changed: "none",
};

/** The one register of what is wrong with the data: refused rows, differences, and figures that readers doubt. */
export function RegisterTile({ page }: Props) {
  const say = useSay(dataMessages);
  const isOpen = ({ state }: DataIssue) => state === "open" || state === "being_looked_at";
  const notices = page.register.filter(({ kind }) => kind === "figure");
  return (
    <Tile
      id="register"
      topic={say("data.register_topic")}
      finding={say("data.register_finding", { count: page.register.filter(isOpen).length })}
      isWide
    >
      {page.register.length > 0 && <Issues page={page} />}
      {notices.length > 0 && (
        <div className="figure-block">
          <h3>{say("data.notices")}</h3>
          <ul className="disputes">
            {notices.map((notice) => (
              <li key={notice.issue}>
                <Notice notice={notice} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Tile>
  );
}

function Issues({ page }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const what = useWhat();
  const count = (value: number | null) => (value === null ? "–" : formats.number(value));
  return (
    <FigureTable<DataIssue>
      caption={say("data.register_table")}
      isCaptionHidden
      rows={page.register}
      rowKey={({ kind, issue }) => `${kind} ${issue}`}
      columns={[
        wordColumn("what", say("data.wrong"), what),
        wordColumn("kind", say("data.issue_kind"), ({ kind }) => say("data.issue_kind_of", { kind })),
        wordColumn("where", say("data.issue_where"), ({ where }) => <span lang="en">{where}</span>),
        figureColumn("rows", say("data.rows"), ({ rows }) => count(rows)),
        figureColumn("students", say("data.students_touched"), ({ kind, students }) =>
          students === null && kind === "refused_rows" ? <MarkSign mark="suppressed" /> : count(students),
        ),
        figureColumn("schools", say("data.schools_touched"), ({ schools }) => count(schools)),
        wordColumn("owner", say("data.owner"), ({ owner }) => say("data.owned_by", { owner })),
        wordColumn("since", say("data.since"), ({ since }) => formats.date(since)),
        wordColumn("state", say("data.state"), ({ state }) => (
          <Status kind={kinds[state]}>{say(`data.issue_${state}`)}</Status>
        )),
      ]}
    />
  );
}

/** What is wrong, in words; the server's sentences are English. */
function useWhat() {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const nameOf = useNames();
  return ({ kind, what, measures }: DataIssue) =>
    kind === "figure" ? (
      say("data.figure_doubted", {
        measures: formats.list(
          measures.map((key) => nameOf(`measure.${key}.label`, key.replaceAll("_", " "))),
        ),
      })
    ) : (
      <span lang="en">{what}</span>
    );
}

function Notice({ notice }: { notice: DataIssue }) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const what = useWhat();
  return (
    <>
      <p className="dispute-head">
        <strong>
          {what(notice)}, {formats.date(notice.since)}
        </strong>
        <Status kind={kinds[notice.state]}>{say(`data.issue_${notice.state}`)}</Status>
      </p>
      <p className="dispute-words" dir="auto">
        {notice.words ?? say("data.words_hidden")}
      </p>
      {notice.answer !== null && notice.answer !== "" && (
        <div className="dispute-answer">
          <p className="dispute-words" dir="auto">
            {notice.answer}
          </p>
        </div>
      )}
      <NoticeAnswer notice={notice} />
    </>
  );
}
