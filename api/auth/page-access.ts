import type { Grant, Needs, Reader, Subject } from "#warehouse";
import type { Session } from "../contract.ts";
import { isAdministrator, uploadingFor } from "./powers.ts";

export type Page = Session["pages"][number];

type Shows = { subjects: Subject[]; over: Exclude<Needs["over"], "anything"> };

/** What each page shows; a reader may open it with a grant on every subject, over what it is about. */
const pages: Record<Exclude<Page, "access" | "upload" | "reports">, Shows> = {
  board: { subjects: ["finance", "students", "special_education"], over: "district" },
  school: { subjects: ["students"], over: "schools" },
  compliance: { subjects: ["special_education"], over: "district" },
  costs: { subjects: ["finance"], over: "district" },
  data: { subjects: ["operations"], over: "district" },
  parent: { subjects: ["students"], over: "children" },
};

const home: Partial<Record<Reader["role"], Page>> = {
  principal: "school",
  monitor: "compliance",
  coordinator: "data",
};

const reaches: Record<Shows["over"], (kind: Grant["scope"]["kind"]) => boolean> = {
  district: (kind) => kind === "district",
  schools: (kind) => kind !== "student",
  children: (kind) => kind === "student",
};

/** The pages this reader may open, home first. */
export function pagesOf(reader: Reader): Page[] {
  const open = names.filter((page) => mayOpen(reader, page));
  const first = home[reader.role];
  return first && open.includes(first) ? [first, ...open.filter((page) => page !== first)] : open;
}

export function mayOpen(reader: Reader, page: Page): boolean {
  if (page === "access") return isAdministrator(reader);
  if (page === "upload") return uploadingFor(reader).length > 0;
  if (page === "reports") return reader.grants.some(({ scope }) => scope.kind !== "student");
  const { subjects, over } = pages[page];
  return subjects.every((subject) =>
    reader.grants.some(
      ({ subjects: granted, scope }) => granted.includes(subject) && reaches[over](scope.kind),
    ),
  );
}

/** What a page takes; nothing where it is for one role only, or shows whatever one may ask. */
export function needsOfPage(page: Page): Needs | null {
  if (page === "access" || page === "upload" || page === "reports") return null;
  return { ...pages[page], students: false };
}

const names: Page[] = [
  ...(["board", "school", "compliance", "costs", "data", "reports"] as const),
  ...(["parent", "upload", "access"] as const),
];
