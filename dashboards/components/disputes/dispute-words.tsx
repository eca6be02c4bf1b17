import type { Dispute } from "#api/contract";
import { useFormats, useSay } from "../figures/formats.ts";
import { Status, type StatusKind } from "../figures/status.tsx";
import { disputeMessages } from "./messages.ts";

const kinds: Record<Dispute["state"], StatusKind> = {
  received: "none",
  being_looked_at: "warn",
  corrected: "good",
  not_changed: "none",
};

/** What somebody said is wrong, how it stands, and every answer; people's words stay in the language they wrote. */
export function DisputeWords({ dispute }: { dispute: Dispute }) {
  const say = useSay(disputeMessages);
  const formats = useFormats();
  return (
    <>
      <p className="dispute-head">
        <strong>
          {say("dispute.said_on", {
            about: say(`dispute.about.${dispute.about}`),
            date: formats.date(dispute.made_at),
          })}
        </strong>
        <Status kind={kinds[dispute.state]}>{say(`dispute.state.${dispute.state}`)}</Status>
      </p>
      <p className="dispute-words" dir="auto">
        {dispute.words}
      </p>
      {dispute.answers
        .filter((answer) => answer.words !== "")
        .map((answer) => (
          <div key={answer.answered_at} className="dispute-answer">
            <p className="topic">{say("dispute.answered_on", { date: formats.date(answer.answered_at) })}</p>
            <p className="dispute-words" dir="auto">
              {answer.words}
            </p>
          </div>
        ))}
    </>
  );
}
