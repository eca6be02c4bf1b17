import { type ReactNode, useId } from "react";
import { useSay } from "../figures/formats.ts";
import { builderMessages } from "./messages.ts";

type Props = {
  title: string;
  /** What the step says now, in plain words. */
  summary: ReactNode;
  /** What it comes to, from the figures. */
  preview?: ReactNode;
  isOpen: boolean;
  onToggle: () => void;
  children: ReactNode;
};

/** One step of a question: what it says, what that comes to, and a way to change it. */
export function StepCard({ title, summary, preview, isOpen, onToggle, children }: Props) {
  const say = useSay(builderMessages);
  const id = useId();
  return (
    <section className={isOpen ? "step is-open" : "step"} aria-labelledby={`${id}-title`}>
      <div className="step-head">
        <h3 id={`${id}-title`}>{title}</h3>
        <button
          type="button"
          className="text-button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-body` : undefined}
          aria-label={say(isOpen ? "builder.done_step" : "builder.change_step", { step: title })}
          onClick={onToggle}
        >
          {say(isOpen ? "builder.done" : "builder.change")}
        </button>
      </div>
      <div className="step-summary">{summary}</div>
      {preview && <div className="step-preview">{preview}</div>}
      {isOpen && (
        <div className="step-body" id={`${id}-body`}>
          {children}
        </div>
      )}
    </section>
  );
}
