import type { Answer, BoardPage } from "../contract.ts";
import type { Frame } from "../pages/frame.ts";
import { dayInWords } from "./words.ts";

type Attention = BoardPage["attention"];
type Reason = { school: string; label: string; weight: number; words: string };

const AT_MOST = 10;
/** A school's chronic absence is named when it is this far above the district's. */
const POINTS = 0.05;

/** At most ten schools and why, the gravest first, from figures that the reader sees on the page anyway. */
export function attentionOf({ answers, completeness }: Pick<Frame, "answers" | "completeness">): Attention {
  const reasons = [
    ...silent(completeness),
    ...counted(answers.classes_by_school, "students_without_class", (n) => `${n} students have no class`),
    ...counted(
      answers.classes_by_school,
      "students_with_clashes",
      (n) => `${n} students have clashing classes`,
    ),
    ...counted(answers.overdue_by_school, "evaluations_overdue", (n) => `${n} evaluations are overdue`),
    ...oftenAbsent(answers.schools, answers.chronic),
  ];
  const schools = new Map<string, { label: string; weight: number; reasons: string[] }>();
  for (const { school, label, weight, words } of reasons) {
    const known = schools.get(school) ?? { label, weight: 0, reasons: [] };
    schools.set(school, { label, weight: known.weight + weight, reasons: [...known.reasons, words] });
  }
  return [...schools]
    .sort(([, a], [, b]) => b.weight - a.weight || a.label.localeCompare(b.label))
    .slice(0, AT_MOST)
    .map(([school, { label, reasons: why }]) => ({ school, label, reasons: why }));
}

function silent({ missing }: Frame["completeness"]): Reason[] {
  return missing.map(({ key, label, last_reported_on: on }) => ({
    school: key,
    label,
    weight: 1000,
    words: on ? `no attendance submitted since ${dayInWords(on)}` : "no attendance submitted",
  }));
}

function counted(answer: Answer | undefined, measure: string, words: (n: number) => string): Reason[] {
  return (answer?.rows ?? []).flatMap((row) => {
    const count = row[measure];
    return typeof count === "number" && count > 0 ? reason(row, count, words(count)) : [];
  });
}

function oftenAbsent(schools: Answer | undefined, district: Answer | undefined): Reason[] {
  const usual = district?.rows[0]?.chronic_absence_rate;
  if (typeof usual !== "number") return [];
  return (schools?.rows ?? []).flatMap((row) => {
    const rate = row.chronic_absence_rate;
    if (typeof rate !== "number" || rate - usual < POINTS) return [];
    const words = `${percent(rate)} of students missed 10 % or more of their days, ${percent(usual)} in the district`;
    return reason(row, (rate - usual) * 100, words);
  });
}

function reason(row: Answer["rows"][number], weight: number, words: string): Reason[] {
  const { school } = row;
  if (typeof school !== "object" || school === null || school.key === null) return [];
  return [{ school: String(school.key), label: school.label, weight, words }];
}

const percent = (rate: number) => `${(rate * 100).toFixed(1)} %`;
