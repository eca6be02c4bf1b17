import type { Answer, Filter, Slice } from "../semantic/slice.ts";
import { type Risk, type RiskRatio, riskRatios } from "./risk-ratio.ts";

/** A race with its label; the counts are null where they are hidden from the reader. */
export type GroupRatio = Omit<RiskRatio, "numerator" | "denominator"> & {
  label: string;
  numerator: number | null;
  denominator: number | null;
};

/** 34 CFR 300.647(b)(1)(iv): presumptively reasonable minimum cell and n sizes. */
const sizes = { cell: 10, n: 30 };

const races = ["AA", "AI", "AS", "FI", "HI", "MR", "PI", "WH", "NR"];

type Ask = (slices: Slice[]) => Promise<Answer[]>;

/**
 * Identification by race: students with an IEP of students enrolled, against all other students of the district. The
 * comparison is the whole less the group, each as the reader may see it; a hidden group has no ratio.
 */
export async function identificationRatios(ask: Ask): Promise<GroupRatio[]> {
  const measures = ["iep_students", "enrollment"];
  const ofRaces: Filter[] = [{ dimension: "student_group", op: "in", values: races }];
  const [byRace, whole] = await ask([{ measures, by: ["student_group"], where: ofRaces }, { measures }]);
  const all = riskIn(whole?.rows[0] ?? {});
  if (!byRace || !all) return [];
  return byRace.rows.flatMap((row) => {
    const race = row.student_group;
    if (typeof race !== "object" || race === null || race.key === null) return [];
    return [{ ...ratioOf(String(race.key), riskIn(row), all), label: race.label }];
  });
}

function ratioOf(group: string, own: Risk | null, all: Risk): Omit<GroupRatio, "label"> {
  if (!own)
    return {
      group,
      numerator: null,
      denominator: null,
      risk: null,
      ratio: null,
      method: "none",
      reason: "small_group",
    };
  const others = {
    group: "others",
    numerator: all.numerator - own.numerator,
    denominator: all.denominator - own.denominator,
  };
  const [ratio] = riskRatios([{ group, ...own }, others], { sizes });
  if (!ratio) throw new Error(`No ratio was computed for ${group}.`);
  return ratio;
}

function riskIn(row: Answer["rows"][number]): Risk | null {
  const { iep_students: numerator, enrollment: denominator } = row;
  return typeof numerator === "number" && typeof denominator === "number" ? { numerator, denominator } : null;
}
