import { type District, type Manifest, mayReadStudents, type Reader, reachesDistrict } from "#warehouse";
import type { Answer, ReportChart, Slice } from "../contract.ts";
import type { Better } from "./levels.ts";
import { marks } from "./marks.ts";
import { type Names, questionInWords } from "./question.ts";

/** An answer as a file takes it: its rows are read in order, once or twice, and need not be held. */
export type Exported = Omit<Answer, "rows"> & { rows: Iterable<Answer["rows"][number]> & { length: number } };

/** What a file is made of: one answer a slice, and whose question it was. */
export type Extract = {
  title: string;
  sheets: { name: string; slice: Slice; answer: Exported }[];
  names: Names;
  /** The chart that was on the screen. */
  chart?: ReportChart | undefined;
  /** Whether a dimension is one of time. */
  isTime: (dimension: string) => boolean;
  /** Which way a measure gets better, by its key. */
  better: (measure: string | undefined) => Better;
  reader: Reader;
  district: District;
  /** The manifest of every generation that an answer names. */
  manifests: Manifest[];
};

/** Lines of two cells that say what a reader of the file alone must know. A line with an empty right cell is a heading. */
export function aboutLines({
  title,
  sheets,
  names,
  reader,
  district,
  manifests,
}: Extract): [string, string][] {
  const definitions = new Map(
    sheets.flatMap(({ answer }) => answer.definitions).map((one) => [one.measure, one]),
  );
  return [
    [title, ""],
    ["District", district.name + (district.today === null ? "" : " (demonstration, nobody in it is real)")],
    ["Asked by", `${reader.name}, ${reader.role}`],
    ["Scope", scopeInWords(reader, district)],
    ...manifests.flatMap(({ generation, published_at, as_of }): [string, string][] => [
      ["Generation", `${generation}, published ${published_at}, as of ${as_of}`],
    ]),
    ...sheets.flatMap((sheet) => sheetLines(sheet, names)),
    ["Definitions", ""],
    ...[...definitions.values()].map((one): [string, string] => [
      one.label,
      `${one.definition} ${one.authority}, ${one.citation ?? "no citation"}, version ${one.version}.`,
    ]),
    ["Signs", ""],
    ...Object.values(marks).map(({ sign, meaning }): [string, string] => [sign, meaning]),
  ];
}

function sheetLines({ name, slice, answer }: Extract["sheets"][number], names: Names): [string, string][] {
  const { coverage, missing, fresh_through, notes, rows } = answer;
  const schools = missing.map(({ label }) => label).join(", ");
  const reported = `${coverage.reported} of ${coverage.expected} schools`;
  return [
    [`Sheet ${name}`, ""],
    ["Question", questionInWords(slice, answer, names)],
    ["Rows", String(rows.length)],
    ...(fresh_through ? [["Through", fresh_through] satisfies [string, string]] : []),
    ...(coverage.expected > 0
      ? [
          ["Schools reporting", schools ? `${reported}; missing: ${schools}` : reported] satisfies [
            string,
            string,
          ],
        ]
      : []),
    ...(coverage.is_certifiable
      ? []
      : [
          ["Certifiable", "no: fewer schools have reported than the district agreed on"] satisfies [
            string,
            string,
          ],
        ]),
    ...notes.map((note): [string, string] => ["Note", note]),
  ];
}

function scopeInWords(reader: Reader, { suppression }: District): string {
  const isDistrictWide = reachesDistrict(reader, "students");
  const maySee = mayReadStudents(reader);
  const where = isDistrictWide ? "The whole district" : "The schools granted to this reader";
  const hidden = `groups of ${suppression.threshold} or fewer students are hidden`;
  return maySee ? `${where}, students included.` : `${where}; ${hidden}.`;
}
