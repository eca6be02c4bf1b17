import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import type { DataIssue, FigureNoticeAnswer } from "#api/contract";
import { answerFigureNotice } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { dataMessages } from "./messages.ts";

const states: FigureNoticeAnswer["state"][] = ["being_looked_at", "corrected", "not_changed"];
const owners: FigureNoticeAnswer["owner"][] = ["district", "school", "operator", "vendor"];

/** The data office's answer to a doubt about a figure: how it stands, who can mend it, and why. */
export function NoticeAnswer({ notice }: { notice: DataIssue }) {
  const say = useSay(dataMessages);
  const id = useId();
  const [state, setState] = useState<FigureNoticeAnswer["state"]>("being_looked_at");
  const [owner, setOwner] = useState(notice.owner);
  const words = useRef<HTMLTextAreaElement>(null);
  const sending = useSending(notice.issue);
  const send = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate({ state, owner, words: words.current?.value.trim() ?? "" });
  };
  return (
    <details className="choices">
      <summary>{say("data.answer")}</summary>
      <form className="dispute-form" onSubmit={send}>
        <Choice
          label={say("data.state")}
          value={state}
          options={states.map((one) => ({ key: one, label: say(`data.issue_${one}`) }))}
          onChoose={(key) => setState(states.find((one) => one === key) ?? "being_looked_at")}
        />
        <Choice
          label={say("data.owner")}
          value={owner}
          options={owners.map((one) => ({ key: one, label: say("data.owned_by", { owner: one }) }))}
          onChoose={(key) => setOwner(owners.find((one) => one === key) ?? "district")}
        />
        <div className="choice">
          <label htmlFor={id}>{say("data.answer_words")}</label>
          <textarea id={id} ref={words} rows={3} maxLength={1000} required={state === "not_changed"} />
        </div>
        <button type="submit" className="button is-primary">
          {say("data.answer_send")}
        </button>
        <p role="status">{sending.words}</p>
      </form>
    </details>
  );
}

function useSending(notice: string) {
  const say = useSay(dataMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: (answer: FigureNoticeAnswer) => answerFigureNotice(notice, answer),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["page", "data"] }),
  });
  const words = sending.isSuccess
    ? say("data.answer_sent")
    : sending.isError
      ? say("data.answer_not_sent", { reason: problemWords(sending.error) })
      : "";
  return { words, mutate: sending.mutate };
}
