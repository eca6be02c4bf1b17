import type { District, Manifest, Reader, Warehouse } from "#warehouse";
import type { Answer, BoardPage, Notice, Slice } from "../contract.ts";

/** Whose page it is, and the one generation and school year that all of it comes from. */
export type PageAsk = {
  warehouse: Warehouse;
  reader: Reader;
  district: District;
  manifest: Manifest;
  generation: string;
  schoolYear: string;
  notices: Notice[];
};

export type Frame = Omit<
  BoardPage,
  "student_group" | "student_groups" | "previous_meeting" | "decree" | "programs" | "changes" | "attention"
>;

/** Chooses generation and school year; a year that is not there falls back to the latest, with a notice. */
export function beginPage(
  { warehouse, district }: Pick<PageAsk, "warehouse" | "district">,
  reader: Reader,
  wanted: string | undefined,
): PageAsk {
  const manifest = warehouse.manifest();
  const years = schoolYears(manifest);
  const latest = years.at(-1) ?? district.schoolYears.at(-1)?.schoolYear ?? "";
  const isThere = wanted === undefined || years.includes(wanted);
  const notices: Notice[] = isThere ? [] : [{ key: "no_school_year", asked: wanted, shown: latest }];
  const schoolYear = isThere ? (wanted ?? latest) : latest;
  return { warehouse, reader, district, manifest, generation: manifest.generation, schoolYear, notices };
}

/**
 * The part that every page begins with: all tiles asked at once, and the oldest of them named. The slices that go out
 * name the generation, so that a file made from them later has the page's numbers.
 */
export async function frameOf(ask: PageAsk, slices: Record<string, Slice>): Promise<Frame> {
  const { warehouse, reader, district, manifest, generation, schoolYear, notices } = ask;
  const names = Object.keys(slices);
  const pinned = Object.values(slices).map((slice) => ({ ...slice, generation }));
  const { answers } = await warehouse.answer(pinned, reader);
  const ofYear = answers.filter((_, index) => isOfYear(pinned[index], schoolYear));
  const days = ofYear.flatMap(({ fresh_through }) => (fresh_through === null ? [] : [fresh_through]));
  const { coverage, missing } = leastComplete(ofYear);
  return {
    generation,
    published_at: manifest.published_at,
    as_of: manifest.as_of,
    is_demo: district.today !== null,
    school_year: schoolYear,
    school_years: schoolYears(manifest),
    fresh_through: days.sort()[0] ?? null,
    completeness: { ...coverage, missing },
    notices,
    answers: Object.fromEntries(answers.map((answer, index) => [names[index], answer])),
    slices: Object.fromEntries(pinned.map((slice, index) => [names[index], slice])),
  };
}

/** Tiles of another year, asked for comparison, say nothing about how fresh the page is. */
function isOfYear(slice: Slice | undefined, schoolYear: string): boolean {
  const asked = slice?.where?.find(({ dimension }) => dimension === "school_year");
  return asked === undefined || asked.values.includes(schoolYear);
}

/** The answer that lacks most schools speaks for the page. */
function leastComplete(answers: Answer[]): Pick<Answer, "coverage" | "missing"> {
  const nothing = { coverage: { reported: 0, expected: 0, is_certifiable: true }, missing: [] };
  const lacking = ({ coverage }: Pick<Answer, "coverage">) => coverage.expected - coverage.reported;
  return answers
    .filter(({ coverage }) => coverage.expected > 0)
    .reduce<Pick<Answer, "coverage" | "missing">>(
      (worst, answer) => (worst === nothing || lacking(answer) > lacking(worst) ? answer : worst),
      nothing,
    );
}

/** The generation and its latest school year. */
export function latestYear(manifest: Manifest): { generation: string; schoolYear: string } {
  return { generation: manifest.generation, schoolYear: schoolYears(manifest).at(-1) ?? "" };
}

/** The school years of which a generation has parts, oldest first. */
export function schoolYears(manifest: Manifest): string[] {
  const years = manifest.parts.map(({ part }) => part).filter((part) => part !== "core");
  return [...new Set(years)].sort();
}
