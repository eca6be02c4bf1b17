import { z } from "@hono/zod-openapi";
import { isGroupValue, type Reader } from "#warehouse";
import type { Answer } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { readRows } from "../rows.ts";
import type { Extract } from "./about.ts";
import type { Asked } from "./asked.ts";
import type { Names } from "./question.ts";

const schoolRow = z.object({ organization_id: z.string(), name: z.string() });

/** Asks the slices, all from one generation unless they name others, and gathers what the file must say about them. */
export async function extractOf(
  asked: Asked,
  reader: Reader,
  { warehouse, district }: Pick<Deps, "warehouse" | "district">,
): Promise<Extract> {
  const { answers } = await warehouse.answer(asked.slices, reader);
  const sheets = asked.slices.flatMap((slice, index) => {
    const found = answers[index];
    const name = asked.sheets[index] ?? `Table ${index + 1}`;
    return found ? [{ name, slice, answer: { ...found, notes: [...asked.notes, ...found.notes] } }] : [];
  });
  const generations = [...new Set(answers.map(({ generation }) => generation))];
  const mayName = reader.grants.some(
    ({ subjects, scope }) => subjects.includes("students") && scope.kind !== "student",
  );
  const schools = mayName ? readRows(schoolRow, await warehouse.view("schools", {}, reader)) : [];
  const catalog = warehouse.catalog(reader);
  const labels = new Map(catalog.dimensions.map(({ key, label }) => [key, label]));
  const times = new Set(catalog.dimensions.filter(({ topic }) => topic === "time").map(({ key }) => key));
  const better = new Map(catalog.measures.map((measure) => [measure.key, measure.better]));
  return {
    title: asked.title,
    sheets,
    names: namesFrom(
      answers,
      labels,
      new Map(schools.map(({ organization_id, name }) => [organization_id, name])),
    ),
    chart: asked.chart,
    isTime: (dimension) => times.has(dimension),
    better: (measure) => better.get(measure ?? "") ?? null,
    reader,
    district,
    manifests: generations.map((generation) => warehouse.manifest(generation)),
  };
}

/** Labels of keys as the answers show them; a school that is only filtered by is named too. */
function namesFrom(answers: Answer[], dimensions: Map<string, string>, schools: Map<string, string>): Names {
  const seen = new Map<string, string>();
  for (const { columns, rows } of answers) {
    const keys = columns.filter(({ kind }) => kind === "dimension").map(({ key }) => key);
    for (const row of rows) {
      for (const dimension of keys) {
        const cell = row[dimension];
        if (typeof cell === "object" && cell !== null) seen.set(`${dimension} ${cell.key}`, cell.label);
      }
    }
  }
  const known = (dimension: string, key: unknown) =>
    seen.get(`${dimension} ${key}`) ?? schools.get(String(key)) ?? String(key);
  return {
    dimension: (key) => dimensions.get(key) ?? key,
    // Which group it is and how large stands in the notes.
    value: (dimension, key) => (isGroupValue(key) ? "in a named group" : known(dimension, key)),
  };
}
