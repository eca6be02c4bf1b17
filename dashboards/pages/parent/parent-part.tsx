import type { ReactNode } from "react";
import { useSay } from "../../components/figures/formats.ts";
import { parentMessages } from "./messages.ts";

type Props = {
  id: string;
  topic: string;
  /** The finding, as a sentence. */
  finding: string;
  words?: ReactNode;
  /** Leads to the form that says so. */
  onWrong?: () => void;
  children?: ReactNode;
};

/** A part of the page: the finding in words first, then what it is made of. */
export function ParentPart({ id, topic, finding, words, onWrong, children }: Props) {
  const say = useSay(parentMessages);
  return (
    <section className="tile" id={id} aria-labelledby={`${id}-finding`}>
      <div className="tile-words">
        <p className="topic">{topic}</p>
        <h2 id={`${id}-finding`}>{finding}</h2>
        {words}
        {onWrong && (
          <button type="button" className="text-button is-left" onClick={onWrong}>
            {say("parent.wrong")}
            <span className="sr-only">: {topic}</span>
          </button>
        )}
      </div>
      {children && <div className="tile-figures">{children}</div>}
    </section>
  );
}
