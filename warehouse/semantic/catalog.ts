import type { Reader, Subject } from "../district.ts";
import { type MeasureTopic, measures, topicOf } from "../measures/index.ts";
import { aggregatesOf } from "./model/define.ts";
import { type DimensionHome, dimensionOf, dimensions } from "./model/dimensions.ts";
import { factOf } from "./model/facts.ts";
import { reaches } from "./model/model.ts";
import { tablesOf } from "./published/published-tables.ts";
import { mayReadStudents } from "./scope.ts";
import type { Definition, Unit } from "./slice.ts";

/** A measure by its key, with its definition and where that comes from. */
export type CatalogMeasure = {
  key: string;
  label: string;
  topic: MeasureTopic;
  unit: Unit;
  /** The fact tables it is counted from. */
  facts: string[];
  /** The dimensions it can be asked by. */
  dimensions: string[];
  /** The dimensions its rows have, whether or not this reader may ask it by them. */
  joins: string[];
  /** The dimensions without which it means nothing. */
  needs: string[];
  /** For a reader who is answered from published tables, the dimensions of each, without the school year. */
  published: string[][] | null;
  better: "lower" | "higher" | null;
  /** The measure of the same thing that it defines otherwise. */
  instead_of: string | null;
} & Omit<Definition, "measure">;

/** What people look for a dimension under. */
type DimensionTopic = "place" | "time" | "students" | "record";

/** A dimension by its key; `type` says how its keys are written. */
export type CatalogDimension = {
  key: string;
  label: string;
  topic: DimensionTopic;
  definition: string;
  type: "text" | "date" | "boolean" | "number";
};

/** What a reader may ask: keys as they are written in a slice. */
export type Catalog = { measures: CatalogMeasure[]; dimensions: CatalogDimension[] };

/** Of grants as they were read: a request, and whatever list it shows, asks for them many times. */
const catalogs = new WeakMap<Reader["grants"], Catalog>();

/** The measures and dimensions that a reader's grants reach: of students whom she may not see, those that are published. */
export function catalogFor(reader: Reader): Catalog {
  const catalog = catalogs.get(reader.grants) ?? catalogOf(reader);
  catalogs.set(reader.grants, catalog);
  return catalog;
}

function catalogOf(reader: Reader): Catalog {
  const subjects = new Set<Subject>(reader.grants.flatMap((grant) => grant.subjects));
  const usable = Object.keys(dimensions)
    .filter((key) => !dimensionOf(key)?.showsStudents || mayReadStudents(reader))
    .filter((key) => isWithin(subjects, dimensionOf(key)?.tellsOf));
  const found = Object.keys(measures).flatMap((key) => catalogMeasure(key, { reader, subjects, usable }));
  const used = new Set(found.flatMap((measure) => measure.dimensions));
  return {
    measures: found,
    dimensions: usable.flatMap((key) => {
      const dimension = used.has(key) ? dimensionOf(key) : undefined;
      if (!dimension) return [];
      const { label, definition, type, home, isTime = false } = dimension;
      return [{ key, label, topic: isTime ? "time" : topicOfHome[home], definition, type }];
    }),
  };
}

const topicOfHome: Record<DimensionHome, DimensionTopic> = {
  organization: "place",
  student: "students",
  student_group: "students",
  school_year: "time",
  month: "time",
  week: "time",
  date: "time",
  attribute: "record",
};

const isWithin = (subjects: Set<Subject>, subject: Subject | undefined) =>
  subject === undefined || subjects.has(subject);

type Reach = { reader: Reader; subjects: Set<Subject>; usable: string[] };

function catalogMeasure(key: string, { reader, subjects, usable }: Reach): CatalogMeasure[] {
  const measure = measures[key];
  if (!measure) return [];
  const used = [...new Set(aggregatesOf(measure).map(({ fact }) => fact))].map(factOf);
  if (!used.every(({ subject }) => subjects.has(subject))) return [];
  const isPublished = used.some((fact) => fact.hasStudent && !mayReadStudents(reader, fact.subject));
  const published = new Set(measure.published.flat());
  const topic = topicOf(key);
  if (!topic || (isPublished && published.size === 0)) return [];
  const joins = Object.keys(dimensions).filter((name) => used.every((fact) => reaches(fact, name)));
  const { authority, citation, version, parameters = {} } = measure.source;
  return [
    {
      key,
      label: measure.label,
      topic,
      definition: measure.definition,
      unit: measure.unit,
      better: measure.better ?? null,
      instead_of: measure.insteadOf ?? null,
      authority,
      citation,
      version,
      parameters,
      facts: used.map(({ table }) => table),
      dimensions: usable.filter(
        (dimension) => joins.includes(dimension) && (!isPublished || published.has(dimension)),
      ),
      joins,
      needs: [...(measure.needs ?? [])],
      published: isPublished ? tablesOf(key) : null,
    },
  ];
}
