import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import type { Dispute, DisputeAnswer, SchoolPage } from "#api/contract";
import { answerDispute } from "../../client.ts";
import { DisputeWords } from "../../components/disputes/dispute-words.tsx";
import { disputeMessages } from "../../components/disputes/messages.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { schoolMessages } from "./messages.ts";

/** What guardians say is wrong, for those who see students; what waits for an answer comes first. */
export function DisputesTile({ page }: { page: SchoolPage }) {
  const say = useSay(schoolMessages);
  if (!page.may_read_students) return null;
  const isWaiting = ({ state }: Dispute) => state === "received" || state === "being_looked_at";
  const disputes = page.disputes.toSorted((one, other) => Number(isWaiting(other)) - Number(isWaiting(one)));
  return (
    <Tile
      id="disputes"
      topic={say("school.disputes_topic")}
      finding={say("school.disputes_finding", { count: disputes.filter(isWaiting).length })}
      isWide
    >
      {disputes.length > 0 && (
        <ul className="disputes">
          {disputes.map((dispute) => (
            <li key={dispute.dispute}>
              {dispute.child && (
                <h3>
                  {say("school.disputes_child", { name: dispute.child.name, grade: dispute.child.grade })}
                </h3>
              )}
              <DisputeWords dispute={dispute} />
              <Answer dispute={dispute} />
            </li>
          ))}
        </ul>
      )}
    </Tile>
  );
}

const states: DisputeAnswer["state"][] = ["being_looked_at", "corrected", "not_changed"];

function Answer({ dispute }: { dispute: Dispute }) {
  const say = useSay(schoolMessages);
  const sayState = useSay(disputeMessages);
  const id = useId();
  const [state, setState] = useState<DisputeAnswer["state"]>("being_looked_at");
  const words = useRef<HTMLTextAreaElement>(null);
  const sending = useSending(dispute.dispute);
  const send = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ state, words: words.current?.value.trim() ?? "" });
  };
  return (
    <details className="choices">
      <summary>
        {say("school.answer")}
        {dispute.child && <span className="sr-only">: {dispute.child.name}</span>}
      </summary>
      <form className="dispute-form" onSubmit={send}>
        <Choice
          label={say("school.answer_state")}
          value={state}
          options={states.map((one) => ({ key: one, label: sayState(`dispute.state.${one}`) }))}
          onChoose={(key) => setState(states.find((one) => one === key) ?? "being_looked_at")}
        />
        <div className="choice">
          <label htmlFor={id}>{say("school.answer_words")}</label>
          <textarea id={id} ref={words} rows={3} maxLength={1000} required={state === "not_changed"} />
        </div>
        <button type="submit" className="button is-primary">
          {say("school.answer_send")}
        </button>
        <p role="status">{sending.words}</p>
      </form>
    </details>
  );
}

function useSending(dispute: string) {
  const say = useSay(schoolMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: (answer: DisputeAnswer) => answerDispute(dispute, answer),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["page", "school"] }),
  });
  const words = sending.isSuccess
    ? say("school.answer_sent")
    : sending.isError
      ? say("school.answer_not_sent", { reason: problemWords(sending.error) })
      : "";
  return { words, mutate: sending.mutate };
}
