import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemCodes } from "#api/contract";
import { certifiedReportFiles } from "#warehouse";
import { measures } from "../warehouse/measures/index.ts";
import { demoStipulation } from "../warehouse/obligations/demo-stipulation.ts";
import { modifiedConsentDecree } from "../warehouse/obligations/modified-consent-decree.ts";
import { type Dimension, dimensions } from "../warehouse/semantic/model/dimensions.ts";

const folder = join(import.meta.dirname, "../dashboards/locales");
const languages = readdirSync(folder).map((file) => ({
  file,
  messages: JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, string>,
}));

/** Everything that the server names in English, by the id of its name in another language. */
const named = [
  ...Object.keys(measures).flatMap((key) => [`measure.${key}.label`, `measure.${key}.definition`]),
  ...Object.entries<Dimension>(dimensions).flatMap(([key, { labels = {} }]) => [
    `dimension.${key}.label`,
    `dimension.${key}.definition`,
    ...Object.keys(labels).map((value) => `value.${key}.${value}`),
  ]),
  "value.unknown",
  ...[demoStipulation, modifiedConsentDecree].flatMap(({ decree, outcomes }) => [
    `decree.${decree}.label`,
    `decree.${decree}.note`,
    ...outcomes.map(({ outcome }) => `decree.${decree}.${outcome}`),
  ]),
  ...certifiedReportFiles().flatMap(({ id }) => [`report.${id}.title`, `report.${id}.note`]),
  ...problemCodes.map((code) => `problem.${code}`),
];

describe.each(languages)("$file", ({ messages }) => {
  it("names every measure, dimension, value, outcome, certified report and refusal of the server, and nothing that it does not say", () => {
    const subject = /^(measure|dimension|value|decree|problem|report)\./;
    const ids = Object.keys(messages).filter((id) => subject.test(id));
    expect(ids.sort()).toEqual([...named].sort());
  });
});
