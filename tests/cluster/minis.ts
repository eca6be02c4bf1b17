import { listGenerations, publishToCluster, readGeneration } from "#warehouse";
import {
  absences,
  alder,
  birch,
  rosterStudent,
  spell,
  threeSchools,
} from "../../warehouse/build/mini-district.ts";
import { minisIn } from "../../warehouse/published-mini.ts";

const student = (number: number) => `s${String(number).padStart(2, "0")}`;
const enrolled = (number: number, school: string) =>
  rosterStudent("sis", student(number), `90000000${student(number).slice(1)}`) +
  spell(student(number), school, "2024-08-12", null);

const base = [
  threeSchools,
  ...Array.from({ length: 40 }, (_, number) => enrolled(number, number % 4 === 0 ? birch : alder)),
  ...Array.from({ length: 9 }, (_, number) =>
    absences(student(number), number % 4 === 0 ? birch : alder, "2024-09-02", 20),
  ),
];

/** A dozen rows as three generations: in the second and the third another student was absent in March. */
export const threeMinis = (): Promise<string> => {
  const later = [1, 2].map((number) => absences(student(number), alder, "2025-03-10", 3));
  return minisIn([base, [...base, ...later.slice(0, 1)], [...base, ...later]].map((rows) => rows.join("\n")));
};

type Sending = { dataDir: string; to: string; onProgress?: (step: string) => void };

/** Publishes a generation to a cluster, the latest where none is named; two publishes are kept. */
export function publishMini({ dataDir, to, onProgress = () => undefined }: Sending, generation?: string) {
  const named = generation ?? listGenerations(dataDir).at(-1) ?? "";
  return publishToCluster({ dataDir, manifest: readGeneration(dataDir, named), to, keep: 2, onProgress });
}
