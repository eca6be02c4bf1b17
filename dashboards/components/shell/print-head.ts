import { useEffect } from "react";

/** Puts a line at the head of every printed page and its number at the foot. */
export function usePrintHead(line: string): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    const text = JSON.stringify(line);
    const margin = "font: 9pt 'Source Sans 3 Variable', sans-serif; color: #555;";
    sheet.replaceSync(
      `@page { @top-left { content: ${text}; ${margin} white-space: nowrap; } @bottom-right { content: counter(page) " / " counter(pages); ${margin} } }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [line]);
}
