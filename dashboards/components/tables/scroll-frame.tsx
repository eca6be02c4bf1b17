import { type ReactNode, useEffect, useRef, useState } from "react";
import { useSay } from "../figures/formats.ts";
import { tableMessages } from "./messages.ts";

/** Lets a wide table scroll inside itself; it is a stop for the keyboard only while it has something to scroll. */
export function ScrollFrame({ caption, children }: { caption: string; children: ReactNode }) {
  const say = useSay(tableMessages);
  const frame = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const target = frame.current;
    if (!target) return;
    const observer = new ResizeObserver(() => setWide(target.scrollWidth > target.clientWidth + 1));
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  const scrolls = isWide
    ? { role: "region", tabIndex: 0, "aria-label": say("table.scroll", { caption }) }
    : {};
  return (
    <div ref={frame} className="table-scroll" {...scrolls}>
      {children}
    </div>
  );
}
