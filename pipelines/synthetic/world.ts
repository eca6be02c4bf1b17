import { type Day, day } from "./days.ts";
import { type Planted, plantFacts } from "./findings/planted-facts.ts";
import { buildStudents } from "./people/paths.ts";
import type { Student } from "./people/student.ts";
import { buildSchools, type School, type SchoolsSize } from "./schools/schools.ts";

/** A whole made-up district to the end of its last school year; the feeds write what was known by `asOf`. */
export type World = {
  seed: number;
  asOf: Day;
  endYears: number[];
  schools: School[];
  students: Student[];
  planted: Planted;
};

const lastEndYear = 2027;

export type Size = SchoolsSize & { years: number; seed: number; asOf: string };

export function buildWorld({ years, seed, asOf, ...size }: Size): World {
  const endYears = Array.from({ length: years }, (_, i) => lastEndYear - years + 1 + i);
  const schools = buildSchools(size, seed, endYears);
  const people = buildStudents(seed, schools, endYears);
  const planted = plantFacts(seed, { students: people, schools, year: years - 1 });
  return { seed, asOf: day(asOf), endYears, schools, students: people, planted };
}
