import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** The height of a row in pixels; the style sheet keeps to it, or the scroll bar would lie. */
const ROW_HEIGHT = 42;
const AHEAD = 12;
/** Fewer rows than this are drawn as they are. */
const FEW = 60;

/** The rows in sight of a frame that scrolls, and the height of those above and below; print shows all. */
export function useWindow(count: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isPrinted = usePrinting();
  const isWindowed = count > FEW && !isPrinted;
  useEffect(() => {
    const target = frame.current;
    if (!target || !isWindowed) return;
    const follow = () => setTop(Math.floor(target.scrollTop / ROW_HEIGHT));
    follow();
    target.addEventListener("scroll", follow, { passive: true });
    return () => target.removeEventListener("scroll", follow);
  }, [isWindowed]);
  if (!isWindowed) return { frame, isWindowed, first: 0, last: count, above: 0, below: 0 };
  const inSight = Math.ceil((frame.current?.clientHeight ?? 900) / ROW_HEIGHT);
  const first = Math.max(0, Math.min(top, count - inSight) - AHEAD);
  const last = Math.min(count, top + inSight + AHEAD);
  const heights = { above: first * ROW_HEIGHT, below: (count - last) * ROW_HEIGHT };
  return { frame, isWindowed, first, last, ...heights };
}

/** The browser draws the page for print at once after it has said so. */
function usePrinting(): boolean {
  const [isPrinted, setPrinted] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinted(true));
    const end = () => setPrinted(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinted;
}
