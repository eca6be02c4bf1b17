import { type RefObject, useEffect } from "react";

const BUTTON = "button.drill";
const buttonsIn = (part: Element | null | undefined) => [
  ...(part?.querySelectorAll<HTMLButtonElement>(BUTTON) ?? []),
];

/** The buttons of a table are one stop of the keyboard; arrows go from one to the next. */
export function useArrows(frame: RefObject<HTMLElement | null>): void {
  // After every drawing: the button that was the stop may have scrolled out of sight.
  useEffect(() => {
    const buttons = buttonsIn(frame.current);
    if (buttons.every(({ tabIndex }) => tabIndex !== 0)) buttons[0]?.setAttribute("tabindex", "0");
  });
  useEffect(() => {
    const target = frame.current;
    if (!target) return;
    const follow = (event: KeyboardEvent) => {
      const from =
        event.target instanceof HTMLElement ? event.target.closest<HTMLButtonElement>(BUTTON) : null;
      const to = from && neighbour(from, event.key);
      if (!to) return;
      event.preventDefault();
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    };
    target.addEventListener("keydown", follow);
    return () => target.removeEventListener("keydown", follow);
  }, [frame]);
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

function neighbour(from: HTMLButtonElement, key: string): HTMLButtonElement | undefined {
  const step = steps[key];
  const row = from.closest("tr");
  if (step === undefined || !row) return undefined;
  const all = key === "ArrowLeft" || key === "ArrowRight" ? buttonsIn(row) : columnOf(from);
  return all[all.indexOf(from) + step];
}

/** Counted from the end: in a total one cell stands for several at the beginning. */
function columnOf(button: HTMLButtonElement): HTMLButtonElement[] {
  const place = fromEnd(button);
  return buttonsIn(button.closest("table")).filter((one) => fromEnd(one) === place);
}

function fromEnd(button: HTMLButtonElement): number {
  const cell = button.closest("td");
  return cell ? (cell.closest("tr")?.cells.length ?? 0) - cell.cellIndex : -1;
}
