import type { ParentPage } from "#api/contract";
import { keyOf } from "../../components/figures/cells.ts";
import { asDate, useFormats, useSay } from "../../components/figures/formats.ts";
import { Status, type StatusKind } from "../../components/figures/status.tsx";
import { parentMessages } from "./messages.ts";
import { ParentPart } from "./parent-part.tsx";

type Props = { page: ParentPage; onWrong: () => void };
type Row = NonNullable<ParentPage["answers"][string]>["rows"][number];

const kinds: Record<string, StatusKind> = {
  on_time: "good",
  late: "warn",
  overdue: "bad",
  due_soon: "warn",
};

/** When the parent agreed, when the evaluation is due, and when it was held; the newest first. */
export function EvaluationPart({ page, onWrong }: Props) {
  const say = useSay(parentMessages);
  const rows = page.answers.evaluations?.rows ?? [];
  const newest = rows[0];
  const isFirst = rows.some((row) => keyOf(row, "evaluation_kind") === "initial");
  return (
    <ParentPart
      id="evaluation"
      topic={say("parent.evaluation_topic")}
      finding={
        newest
          ? say("parent.evaluation_finding", { status: keyOf(newest, "evaluation_status") })
          : say("parent.evaluation_none")
      }
      onWrong={onWrong}
      words={
        <>
          <Plan page={page} />
          {isFirst && <p className="aside">{say("parent.evaluation_limit")}</p>}
        </>
      }
    >
      {rows.map((row) => (
        <Evaluation key={keyOf(row, "evaluation_due_on")} row={row} asOf={page.as_of} />
      ))}
    </ParentPart>
  );
}

function Plan({ page }: { page: ParentPage }) {
  const say = useSay(parentMessages);
  const formats = useFormats();
  const due = keyOf(page.answers.plan?.rows[0], "review_due_on");
  if (!due) return null;
  return <p>{say("parent.plan_due", { date: formats.date(due), is_over: due < page.as_of })}</p>;
}

function Evaluation({ row, asOf }: { row: Row; asOf: string }) {
  const say = useSay(parentMessages);
  const formats = useFormats();
  const [kind, status] = [keyOf(row, "evaluation_kind"), keyOf(row, "evaluation_status")];
  const consent = keyOf(row, "evaluation_consent_on");
  const due = keyOf(row, "evaluation_due_on");
  const held = keyOf(row, "evaluation_held_on");
  const late = Math.round((asDate(held || asOf).getTime() - asDate(due).getTime()) / 86_400_000);
  return (
    <div className="evaluation">
      <h3>{say("parent.evaluation_kind", { kind })}</h3>
      <ol className="steps">
        {consent && <Step name={say("parent.consent")} words={formats.date(consent)} isDone />}
        <Step name={say("parent.due")} words={formats.date(due)} isDone={due <= asOf || held !== ""} />
        <Step
          name={say("parent.held")}
          words={held ? formats.date(held) : say("parent.not_held")}
          isDone={held !== ""}
        />
      </ol>
      {late > 0 && <Status kind={kinds[status] ?? "none"}>{say("parent.days_late", { days: late })}</Status>}
    </div>
  );
}

function Step({ name, words, isDone }: { name: string; words: string; isDone: boolean }) {
  return (
    <li className={isDone ? "is-done" : undefined}>
      <span>{name}</span> <strong>{words}</strong>
    </li>
  );
}
