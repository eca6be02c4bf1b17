import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, SubmenuTrigger } from "react-aria-components";
import type { Answer, Slice } from "#api/contract";
import { accessMessages } from "../access/messages.ts";
import { WhyDialog } from "../access/why-dialog.tsx";
import { FileMenu } from "../downloads/file-menu.tsx";
import { useFile } from "../downloads/use-file.ts";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useSession } from "../shell/app-shell.tsx";
import { AddDialog } from "./add-dialog.tsx";
import { ExplainDialog } from "./explain-dialog.tsx";
import { SchoolsDialog } from "./schools-dialog.tsx";
import { WrongDialog } from "./wrong-dialog.tsx";

type Props = {
  subject: string;
  answer: Answer | undefined;
  slice: Slice | undefined;
  /** Whether the answer has all rows of the slice; it does unless said. */
  isWhole?: boolean;
};

/** What can be done with the figures of a tile: explain them, break them out by school, add them to a report, download them, ask why. */
export function FigureMenu({ subject, answer, slice, isWhole = true }: Props) {
  const say = useSay(figureMessages);
  const [open, setOpen] = useState<"explain" | "schools" | "add" | "why" | "wrong" | null>(null);
  const sayAccess = useSay(accessMessages);
  const rows = { count: answer?.rows.length ?? 0, isWhole };
  const file = useFile(subject, rows);
  const mayMake = useSession().data?.pages.includes("reports") === true;
  if (!answer) return null;
  const canBreakOut = slice && !slice.by?.includes("school");
  const choose = (action: string) => {
    if (action === "explain" || action === "add" || action === "why" || action === "wrong") setOpen(action);
    if (action === "break_out") setOpen("schools");
  };
  return (
    <div className="figure-menu">
      <MenuTrigger>
        <Button className="menu-button" aria-label={say("figure.menu", { subject })}>
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <circle cx="3" cy="8" r="1.5" />
            <circle cx="8" cy="8" r="1.5" />
            <circle cx="13" cy="8" r="1.5" />
          </svg>
        </Button>
        <Popover placement="bottom end" className="menu-popover">
          <Menu
            className="menu"
            aria-label={say("figure.menu", { subject })}
            onAction={(action) => choose(String(action))}
          >
            <MenuItem id="explain">{say("figure.explain")}</MenuItem>
            {canBreakOut ? <MenuItem id="break_out">{say("figure.break_out")}</MenuItem> : null}
            {slice && mayMake ? <MenuItem id="add">{say("figure.add")}</MenuItem> : null}
            {slice ? (
              <SubmenuTrigger>
                <MenuItem id="export">{say("figure.export")}</MenuItem>
                <Popover className="menu-popover">
                  <FileMenu rows={rows} onFormat={(format) => file.start(slice, format)} />
                </Popover>
              </SubmenuTrigger>
            ) : null}
            {slice ? <MenuItem id="wrong">{say("figure.wrong")}</MenuItem> : null}
            {slice ? <MenuItem id="why">{sayAccess("access.why")}</MenuItem> : null}
          </Menu>
        </Popover>
      </MenuTrigger>
      <span role="status" className="download-state">
        {file.words}
      </span>
      {open === "explain" && (
        <ExplainDialog subject={subject} answer={answer} onClose={() => setOpen(null)} />
      )}
      {open === "schools" && slice && (
        <SchoolsDialog subject={subject} slice={slice} onClose={() => setOpen(null)} />
      )}
      {open === "add" && slice && <AddDialog subject={subject} slice={slice} onClose={() => setOpen(null)} />}
      {open === "wrong" && slice && (
        <WrongDialog subject={subject} answer={answer} slice={slice} onClose={() => setOpen(null)} />
      )}
      {open === "why" && slice && <WhyDialog asked={askedWhy(slice)} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** The measure of a slice, by what it is shown, at which school: what seeing it takes. */
function askedWhy({ measures: [measure = ""], by = [], where = [] }: Slice): Record<string, string> {
  const dimension = by.includes("student") ? "student" : by[0];
  const school = where.find((filter) => filter.dimension === "school")?.values[0];
  return {
    measure,
    ...(dimension === undefined ? {} : { dimension }),
    ...(typeof school === "string" ? { school } : {}),
  };
}
