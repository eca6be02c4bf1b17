import type { DataReport } from "../contract.ts";
import { totalsOf } from "./report.ts";
import { ownerWords } from "./words.ts";

/** The report as a letter; it counts and never names a student. */
export type Letter = { subject: string; text: string };

const firstSchools = 10;
const firstKinds = 5;

/** The schools with most to mend, in plain text: a reader of mail hears or prints it as it is. */
export function letterOf(report: DataReport, address: string | undefined): Letter {
  const { schools, rows } = totalsOf(report);
  const state =
    rows === 0 ? "no row was refused" : `${count(rows, "row")} refused at ${count(schools, "school")}`;
  const more = report.schools.length - firstSchools;
  return {
    subject: `${report.district}: ${state}`,
    text: [
      `Data-processing report of ${report.district}, as of ${report.as_of} (${report.generation}): ${state}.`,
      ...report.schools.slice(0, firstSchools).map(schoolWords),
      ...(more > 0 ? [`And ${count(more, "more school")}: all of them are in the workbook.`] : []),
      ...(address ? [`The page: ${address}`] : []),
    ].join("\n\n"),
  };
}

function schoolWords({ school, operator, rows, kinds }: DataReport["schools"][number]): string {
  const more = kinds.length - firstKinds;
  return [
    `${school}${operator ? ` (${operator})` : ""}: ${count(rows, "row")}`,
    ...kinds.slice(0, firstKinds).map(kindWords),
    ...(more > 0 ? [`  and ${count(more, "more kind")} of error`] : []),
  ].join("\n");
}

const kindWords = ({ rows, students, feed, reason, mend, owner, since }: Kind): string =>
  [
    `  - ${count(rows, "row")} of ${feed.replaceAll("_", " ")}, ${count(students, "student")}, since ${since}: ${reason}`,
    `    To mend: ${mend} Who can: ${ownerWords[owner]}.`,
  ].join("\n");

type Kind = DataReport["schools"][number]["kinds"][number];

const count = (number: number, noun: string) =>
  `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
