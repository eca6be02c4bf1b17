import type { ParentPage } from "#api/contract";
import { cellAt, keyOf, publishedRate } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status } from "../../components/figures/status.tsx";
import { parentMessages } from "./messages.ts";
import { ParentPart } from "./parent-part.tsx";

type Props = { page: ParentPage; onWrong: () => void };

/** Days missed, what that is against 10 %, and how many are left. */
export function AbsencePart({ page, onWrong }: Props) {
  const say = useSay(parentMessages);
  const formats = useFormats();
  const { name } = page.child;
  const cell = cellAt(page.answers.absence, "absence_rate");
  const rate = publishedRate(cell);
  const missed = cell.numerator;
  if (rate === null || missed === null || cell.denominator === null) {
    return (
      <ParentPart
        id="absence"
        topic={say("parent.absence_topic")}
        finding={say("parent.absence_none", { name })}
      />
    );
  }
  const excused = cellAt(page.answers.absence, "excused_absence_share").numerator;
  return (
    <ParentPart
      id="absence"
      topic={say("parent.absence_topic")}
      finding={say("parent.absence_finding", { name, days: missed, of: formats.number(cell.denominator) })}
      onWrong={onWrong}
      words={
        <p>
          {say("parent.absence_rate", { rate: formats.percent(rate) })}{" "}
          {missed > 0 && excused !== null && say("parent.absence_excused", { days: excused })}
        </p>
      }
    >
      <Standing missed={missed} expected={cell.denominator} />
      <DaysLeft page={page} />
      <p className="aside">{say("parent.absence_means")}</p>
    </ParentPart>
  );
}

/** The 10 % is tested as 10 × missed ≥ expected; "close" begins at 8 %. Days come in halves, which floats hold exactly. */
function Standing({ missed, expected }: { missed: number; expected: number }) {
  const say = useSay(parentMessages);
  const level = 10 * missed >= expected ? "bad" : 100 * missed >= 8 * expected ? "near" : "good";
  return (
    <p className="standing">
      <Status kind={level === "near" ? "warn" : level}>{say(`parent.absence_${level}`)}</Status>
    </p>
  );
}

/** Days left before 10 % of the year at the school of today, as a sentence and as squares. */
function DaysLeft({ page }: { page: ParentPage }) {
  const say = useSay(parentMessages);
  const { name, school } = page.child;
  const answer = page.answers.days_left;
  const row = answer?.rows.findIndex((record) => keyOf(record, "school") === school?.key) ?? -1;
  const left = cellAt(answer, "days_left_before_chronic", { row }).value;
  const missed = cellAt(answer, "days_absent", { row }).value;
  if (!school || left === null || missed === null) return null;
  return (
    <>
      <p>{say("parent.days_left", { left, name })}</p>
      {missed + left <= mostSquares && <Squares missed={missed} left={left} />}
      {(answer?.rows.length ?? 0) > 1 && <p>{say("parent.days_moved", { school: school.label })}</p>}
    </>
  );
}

const mostSquares = 40;

/** One square a day; half a day fills half of its square. */
function Squares({ missed, left }: { missed: number; left: number }) {
  const say = useSay(parentMessages);
  const words = say("parent.days_shown", { missed, left });
  const days = Array.from({ length: Math.ceil(missed) + left }, (_, day) =>
    day + 1 <= missed ? "is-missed" : day < missed ? "is-half" : "is-left",
  );
  return (
    <figure className="days">
      <div className="day-squares" aria-hidden="true">
        {days.map((look, day) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day has no other name than its place.
          <span key={day} className={look} />
        ))}
      </div>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
