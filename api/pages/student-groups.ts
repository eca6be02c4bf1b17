import type { Answer } from "../contract.ts";
import type { PageAsk } from "./frame.ts";

/** The groups of MEASURES' published tables, everybody first. */
const groups = ["ALL", "SWD", "EL", "SED", "FOS", "HOM", "AA", "AI", "AS", "FI", "HI", "MR", "PI", "WH"];

/** The group a page was asked for; one that does not exist falls back to everybody, with a notice. */
export function chooseGroup(wanted: string | undefined, { notices }: PageAsk): string {
  if (wanted === undefined || groups.includes(wanted)) return wanted ?? "ALL";
  notices.push({ key: "no_student_group", asked: wanted });
  return "ALL";
}

/** The groups an answer by student group has, with their labels. */
export function groupOptions(answer: Answer | undefined): { key: string; label: string }[] {
  const options = (answer?.rows ?? []).flatMap(({ student_group: cell }) =>
    typeof cell === "object" && cell !== null ? [{ key: String(cell.key), label: cell.label }] : [],
  );
  const place = ({ key }: { key: string }) => groups.indexOf(key);
  const known = options.filter((option) => place(option) >= 0).sort((a, b) => place(a) - place(b));
  return known.some(({ key }) => key === "ALL") ? known : [{ key: "ALL", label: "All students" }, ...known];
}
