import { createHash } from "node:crypto";
import type { District, Erasure } from "#warehouse";
import { feeds } from "../feeds/index.ts";
import { operatorsOf } from "../feeds/owned-feeds.ts";
import { packageFiles } from "../sources/oneroster-binding/binding.ts";
import type { LandedFile } from "./stage-files.ts";

type Inputs = {
  files: LandedFile[];
  district: District;
  asOf: string;
  definitions: string;
  erasures: Erasure[];
};

/** Everything that decides the figures: files, contracts, definitions, the district's decisions, the day, and whose records were erased. */
export function fingerprintOf({ files, district, asOf, definitions, erasures }: Inputs): string {
  const inputs = files.map(({ source, feed, file, sha256 }) => `${source} ${feed} ${file} ${sha256}`).sort();
  const { name, districtId, schoolYears, boardMeetings, partsPerDay, suppression } = district;
  const tolerant = tolerantSources(district);
  const operators = [...operatorsOf(district)];
  const decisions = {
    ...{ name, districtId, schoolYears, boardMeetings, partsPerDay, suppression },
    ...{ tolerant, operators },
    erased: erasures.flatMap(({ hashes }) => hashes).sort(),
  };
  return createHash("sha256")
    .update(JSON.stringify([inputs, decisions, feeds, packageFiles, definitions, asOf]))
    .digest("hex");
}

/** The keys of the sources whose packages are repaired. */
export const tolerantSources = ({ sources }: District): string[] =>
  sources.filter(({ isTolerant }) => isTolerant).map(({ key }) => key);
