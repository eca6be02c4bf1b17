import type { Reader, Role, Subject } from "#warehouse";
import type { Session } from "../contract.ts";

export type Page = Session["pages"][number];

/** What each page shows; a reader may open it with a grant on every subject, over the whole district where marked. */
const pages: Record<Page, { subjects: Subject[]; isDistrictWide: boolean }> = {
  board: { subjects: ["finance", "students", "special_education"], isDistrictWide: true },
  school: { subjects: ["students"], isDistrictWide: false },
  compliance: { subjects: ["special_education"], isDistrictWide: true },
  costs: { subjects: ["finance"], isDistrictWide: true },
  data: { subjects: ["operations"], isDistrictWide: true },
};

const home: Partial<Record<Role, Page>> = { principal: "school", monitor: "compliance", coordinator: "data" };

/** The pages this reader may open, home first. */
export function pagesOf(reader: Reader): Page[] {
  const open = names.filter((page) => mayOpen(reader, page));
  const first = home[reader.role];
  return first && open.includes(first) ? [first, ...open.filter((page) => page !== first)] : open;
}

export function mayOpen(reader: Reader, page: Page): boolean {
  const { subjects, isDistrictWide } = pages[page];
  return subjects.every((subject) =>
    reader.grants.some(
      ({ subjects: granted, scope }) =>
        granted.includes(subject) &&
        scope.kind !== "student" &&
        (!isDistrictWide || scope.kind === "district"),
    ),
  );
}

const names: Page[] = ["board", "school", "compliance", "costs", "data"];
