import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import type { Answer, Slice } from "#api/contract";
import { sayFigureIsWrong } from "../../client.ts";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useProblemWords } from "../figures/names.ts";
import { PageDialog } from "./page-dialog.tsx";

type Props = { subject: string; answer: Answer; slice: Slice; onClose: () => void };

const most = 1000;

/** "This figure is wrong": goes to the register of the data office, with the question and the generation. */
export function WrongDialog({ subject, answer: { generation }, slice, onClose }: Props) {
  const say = useSay(figureMessages);
  const problemWords = useProblemWords();
  const id = useId();
  const words = useRef<HTMLTextAreaElement>(null);
  const [isMissing, setMissing] = useState(false);
  const sending = useMutation({ mutationFn: sayFigureIsWrong });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const text = words.current?.value.trim() ?? "";
    setMissing(text === "");
    if (text === "") words.current?.focus();
    else if (!sending.isPending) sending.mutate({ slice, generation, words: text });
  };
  return (
    <PageDialog title={say("figure.wrong_title", { subject })} onClose={onClose}>
      <p role="status">{sending.isSuccess ? say("figure.wrong_sent") : ""}</p>
      {!sending.isSuccess && (
        <form className="dispute-form" onSubmit={send} noValidate>
          <div className="choice">
            <label htmlFor={id}>{say("figure.wrong_words")}</label>
            <p id={`${id}-hint`}>{say("figure.wrong_hint", { most })}</p>
            {isMissing && (
              <p id={`${id}-error`} className="field-error" role="alert">
                {say("figure.wrong_missing")}
              </p>
            )}
            <textarea
              id={id}
              ref={words}
              rows={4}
              maxLength={most}
              aria-invalid={isMissing}
              aria-describedby={isMissing ? `${id}-hint ${id}-error` : `${id}-hint`}
            />
          </div>
          {sending.isError && (
            <p role="alert">{say("figure.wrong_failed", { reason: problemWords(sending.error) })}</p>
          )}
          <button type="submit" className="button is-primary">
            {say("figure.wrong_send")}
          </button>
        </form>
      )}
    </PageDialog>
  );
}
