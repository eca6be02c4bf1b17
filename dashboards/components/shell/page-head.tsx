import type { ReactNode } from "react";
import type { PageName, Pages } from "../../client.ts";
import { PdfButton } from "../actions/pdf-button.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { shellMessages } from "./messages.ts";

type Props = {
  name: PageName;
  page: Pages[PageName];
  topic: string;
  title: string;
  /** What stands under the title: freshness, completeness. */
  children?: ReactNode;
  /** The controls of the page. */
  controls?: ReactNode;
};

/** The head of a page: what it is, as of when, how complete; then its controls. */
export function PageHead({ name, page, topic, title, children, controls }: Props) {
  const say = useSay(shellMessages);
  const formats = useFormats();
  return (
    <header className="page-head">
      <div className="page-words">
        <p className="topic">
          {topic}
          {page.is_demo && (
            <span className="demo">{say("shell.demo", { date: formats.date(page.as_of) })}</span>
          )}
        </p>
        <h1>{title}</h1>
        {children}
      </div>
      <div className="page-controls">
        {controls}
        <PdfButton name={name} page={page} />
      </div>
    </header>
  );
}
