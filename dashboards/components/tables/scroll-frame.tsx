import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useSay } from "../figures/formats.ts";
import { tableMessages } from "./messages.ts";

type Props = {
  caption: string;
  className?: string;
  /** Told which element scrolls. */
  frameRef?: RefObject<HTMLDivElement | null>;
  children: ReactNode;
};

/** Lets a large table scroll inside itself; it is a stop for the keyboard only while it has something to scroll. */
export function ScrollFrame({ caption, className = "table-scroll", frameRef, children }: Props) {
  const say = useSay(tableMessages);
  const own = useRef<HTMLDivElement>(null);
  const frame = frameRef ?? own;
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const target = frame.current;
    if (!target) return;
    const observer = new ResizeObserver(() =>
      setWide(target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1),
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [frame]);
  const scrolls = isWide
    ? { role: "region", tabIndex: 0, "aria-label": say("table.scroll", { caption }) }
    : {};
  return (
    <div ref={frame} className={className} {...scrolls}>
      {children}
    </div>
  );
}
