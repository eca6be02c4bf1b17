import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useId, useState } from "react";
import type { Dispute, ParentPage } from "#api/contract";
import { makeDispute } from "../../client.ts";
import { DisputeWords } from "../../components/disputes/dispute-words.tsx";
import { disputeMessages } from "../../components/disputes/messages.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { parentMessages } from "./messages.ts";
import { ParentPart } from "./parent-part.tsx";

type Props = {
  page: ParentPage;
  about: Dispute["about"];
  onAbout: (about: Dispute["about"]) => void;
  words: RefObject<HTMLTextAreaElement | null>;
};

const topics: Dispute["about"][] = ["absences", "evaluation", "services", "enrollment", "other"];

/** A way to say that something is wrong, and what became of it. */
export function DisputePart({ page, about, onAbout, words }: Props) {
  const say = useSay(parentMessages);
  const sayTopic = useSay(disputeMessages);
  return (
    <ParentPart
      id="wrong"
      topic={say("parent.dispute_topic")}
      finding={say("parent.dispute_finding")}
      words={<p>{say("parent.dispute_text")}</p>}
    >
      <DisputeForm
        child={page.child.key}
        about={about}
        words={words}
        choice={
          <Choice
            label={say("parent.about")}
            value={about}
            options={topics.map((topic) => ({ key: topic, label: sayTopic(`dispute.about.${topic}`) }))}
            onChoose={(key) => onAbout(topics.find((topic) => topic === key) ?? "other")}
          />
        }
      />
      {page.disputes.length > 0 && (
        <div className="figure-block">
          <h3>{say("parent.said")}</h3>
          <ul className="disputes">
            {page.disputes.map((dispute) => (
              <li key={dispute.dispute}>
                <DisputeWords dispute={dispute} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </ParentPart>
  );
}

type FormProps = {
  child: string;
  about: Dispute["about"];
  words: Props["words"];
  choice: React.ReactNode;
};

const most = 1000;

function DisputeForm({ child, about, words, choice }: FormProps) {
  const say = useSay(parentMessages);
  const id = useId();
  const [isMissing, setMissing] = useState(false);
  const sending = useSending(() => {
    if (words.current) words.current.value = "";
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const text = words.current?.value.trim() ?? "";
    setMissing(text === "");
    if (text === "") words.current?.focus();
    else if (!sending.isPending) sending.mutate({ child, about, words: text });
  };
  return (
    <form className="dispute-form" onSubmit={send} noValidate>
      {choice}
      <div className="choice">
        <label htmlFor={id}>{say("parent.words")}</label>
        <p id={`${id}-hint`}>{say("parent.words_hint", { most })}</p>
        {isMissing && (
          <p id={`${id}-missing`} className="form-error">
            {say("parent.words_missing")}
          </p>
        )}
        <textarea
          id={id}
          ref={words}
          rows={4}
          maxLength={most}
          aria-describedby={isMissing ? `${id}-hint ${id}-missing` : `${id}-hint`}
          aria-invalid={isMissing}
        />
      </div>
      <button type="submit" className="button is-primary">
        {say("parent.send")}
      </button>
      <p role="status">{sending.words}</p>
    </form>
  );
}

/** Sends to the school; `words` says how that stands. */
function useSending(onSent: () => void) {
  const say = useSay(parentMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: makeDispute,
    onSuccess: async () => {
      onSent();
      await queries.invalidateQueries({ queryKey: ["page", "parent"] });
    },
  });
  const words = sending.isPending
    ? say("parent.sending")
    : sending.isSuccess
      ? say("parent.sent")
      : sending.isError
        ? say("parent.not_sent", { reason: problemWords(sending.error) })
        : "";
  return { words, isPending: sending.isPending, mutate: sending.mutate };
}
