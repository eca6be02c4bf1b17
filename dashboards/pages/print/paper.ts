import { type RefObject, useEffect } from "react";
import type { Answer, Printing } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useSession } from "../../components/shell/app-shell.tsx";
import { shellMessages } from "../../components/shell/messages.ts";
import { usePrintHead } from "../../components/shell/print-head.ts";

/** More columns than this lie across. */
const mostUpright = 7;
/** What fits beside the district and the day. */
const longestTitle = 70;

/** The line at the head of every sheet. */
export function useReportHead({ title, as_of }: Printing): void {
  const say = useSay(shellMessages);
  const formats = useFormats();
  const district = useSession().data?.district ?? "Rollbook";
  const page = title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title;
  usePrintHead(say("shell.print_head", { district, page, date: formats.date(as_of) }));
}

/** Whether the sheets lie across, as they do for many columns. */
export function useSheet({ columns }: Answer): boolean {
  const shown = columns.filter(({ part }) => part !== "numerator" && part !== "denominator");
  const isWide = shown.length > mostUpright;
  useEffect(() => {
    if (!isWide) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@page { size: letter landscape }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [isWide]);
  return isWide;
}

/** Makes a table smaller that is wider than its place, once all its rows are drawn for print. */
export function useFit(place: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const fit = () => {
      const table = place.current?.querySelector("table");
      if (!place.current || !table) return;
      const share = place.current.clientWidth / table.scrollWidth;
      if (share < 1) table.style.zoom = String(share);
    };
    window.addEventListener("beforeprint", fit);
    return () => window.removeEventListener("beforeprint", fit);
  }, [place]);
}
