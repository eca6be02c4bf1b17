import type { Reader, Subject } from "../district.ts";
import { measures } from "../measures/index.ts";
import { aggregatesOf } from "./model/define.ts";
import { dimensionOf, dimensions } from "./model/dimensions.ts";
import { factOf } from "./model/facts.ts";
import { reaches } from "./model/model.ts";
import { mayReadStudents } from "./scope.ts";
import type { Definition, Unit } from "./slice.ts";

/** A measure by its key, with its definition and where that comes from. */
export type CatalogMeasure = {
  key: string;
  label: string;
  unit: Unit;
  /** The fact tables it is counted from. */
  facts: string[];
  /** The dimensions it can be asked by. */
  dimensions: string[];
  better: "lower" | "higher" | null;
} & Omit<Definition, "measure">;

/** A dimension by its key; `type` says how its keys are written. */
export type CatalogDimension = { key: string; label: string; definition: string; type: string };

/** What a reader may ask: keys as they are written in a slice. */
export type Catalog = { measures: CatalogMeasure[]; dimensions: CatalogDimension[] };

/** The measures and dimensions that a reader's grants reach. */
export function catalogFor(reader: Reader): Catalog {
  const subjects = new Set<Subject>(reader.grants.flatMap((grant) => grant.subjects));
  const usable = Object.keys(dimensions)
    .filter((key) => !dimensionOf(key)?.showsStudents || mayReadStudents(reader))
    .filter((key) => isWithin(subjects, dimensionOf(key)?.tellsOf));
  return {
    measures: Object.keys(measures).flatMap((key) => catalogMeasure(key, subjects, usable)),
    dimensions: usable.flatMap((key) => {
      const dimension = dimensionOf(key);
      return dimension
        ? [{ key, label: dimension.label, definition: dimension.definition, type: dimension.type }]
        : [];
    }),
  };
}

const isWithin = (subjects: Set<Subject>, subject: Subject | undefined) =>
  subject === undefined || subjects.has(subject);

function catalogMeasure(key: string, subjects: Set<Subject>, usable: string[]): CatalogMeasure[] {
  const measure = measures[key];
  if (!measure) return [];
  const used = [...new Set(aggregatesOf(measure).map(({ fact }) => fact))].map(factOf);
  if (!used.every(({ subject }) => subjects.has(subject))) return [];
  const { authority, citation, version, parameters = {} } = measure.source;
  return [
    {
      key,
      label: measure.label,
      definition: measure.definition,
      unit: measure.unit,
      better: measure.better ?? null,
      authority,
      citation,
      version,
      parameters,
      facts: used.map(({ table }) => table),
      dimensions: usable.filter((dimension) => used.every((fact) => reaches(fact, dimension))),
    },
  ];
}
