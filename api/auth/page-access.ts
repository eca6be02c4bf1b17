import type { Needs, Reader, Subject } from "#warehouse";
import type { Session } from "../contract.ts";
import { isAdministrator } from "./powers.ts";

export type Page = Session["pages"][number];

/** What each page shows; a reader may open it with a grant on every subject, over the whole district where marked. */
const pages: Record<Exclude<Page, "access">, { subjects: Subject[]; isDistrictWide: boolean }> = {
  board: { subjects: ["finance", "students", "special_education"], isDistrictWide: true },
  school: { subjects: ["students"], isDistrictWide: false },
  compliance: { subjects: ["special_education"], isDistrictWide: true },
  costs: { subjects: ["finance"], isDistrictWide: true },
  data: { subjects: ["operations"], isDistrictWide: true },
};

const home: Partial<Record<Reader["role"], Page>> = {
  principal: "school",
  monitor: "compliance",
  coordinator: "data",
};

/** The pages this reader may open, home first. */
export function pagesOf(reader: Reader): Page[] {
  const open = names.filter((page) => mayOpen(reader, page));
  const first = home[reader.role];
  return first && open.includes(first) ? [first, ...open.filter((page) => page !== first)] : open;
}

export function mayOpen(reader: Reader, page: Page): boolean {
  if (page === "access") return isAdministrator(reader);
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

/** What a page takes; nothing where it is for administrators only. */
export function needsOfPage(page: Page): Needs | null {
  if (page === "access") return null;
  const { subjects, isDistrictWide } = pages[page];
  return { subjects, students: false, over: isDistrictWide ? "district" : "schools" };
}

const names: Page[] = ["board", "school", "compliance", "costs", "data", "access"];
