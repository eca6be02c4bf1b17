import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { type PurposeKey, statePurpose } from "../../client.ts";
import { useSay } from "../figures/formats.ts";
import { useProblemWords } from "../figures/names.ts";
import { purposeMessages } from "./messages.ts";

const purposes = [
  "iep_meeting",
  "evaluation",
  "services",
  "placement",
  "family",
  "complaint",
  "correction",
] as const satisfies readonly PurposeKey[];
const OTHER = "other";
const choices = [...purposes, OTHER] as const;
const SHORTEST = 10;

type Props = { school: string; onKept: () => void };

/** One purpose of the list, or the reader's own words. */
export function PurposeForm({ school, onKept }: Props) {
  const say = useSay(purposeMessages);
  const problemWords = useProblemWords();
  const [chosen, setChosen] = useState("");
  const [words, setWords] = useState("");
  const [isLacking, setLacking] = useState(false);
  const keep = useMutation({
    mutationFn: (purpose: string) => statePurpose({ purpose, subject: school }),
    onSuccess: onKept,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const purpose = chosen === OTHER ? words.trim() : chosen;
    const isComplete = chosen === OTHER ? purpose.length >= SHORTEST : purpose !== "";
    setLacking(!isComplete);
    if (isComplete) keep.mutate(purpose);
  };
  return (
    <form className="purpose-form" onSubmit={submit}>
      <p>{say("purpose.subject", { school })}</p>
      <fieldset>
        <legend>{say("purpose.purposes")}</legend>
        {choices.map((key) => (
          <label key={key} className="check">
            <input
              type="radio"
              name="purpose"
              value={key}
              checked={chosen === key}
              onChange={() => setChosen(key)}
            />
            {say(`purpose.${key}`)}
          </label>
        ))}
      </fieldset>
      {chosen === OTHER && <OwnWords value={words} onChange={setWords} />}
      <p role="alert">
        {isLacking && say("purpose.choose")}
        {keep.isError && say("purpose.failed", { reason: problemWords(keep.error) })}
      </p>
      <button type="submit" className="button is-primary" disabled={keep.isPending}>
        {say("purpose.show")}
      </button>
    </form>
  );
}

function OwnWords({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const say = useSay(purposeMessages);
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{say("purpose.words")}</label>
      <input
        id={id}
        type="text"
        maxLength={300}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
