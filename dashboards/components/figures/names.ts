import { useMemo } from "react";
import { useIntl } from "react-intl";
import type { Answer, Catalog, Decree } from "#api/contract";
import { type PageName, type Pages, RefusedRequest } from "../../client.ts";

/** The name of an id in the reader's language, or the English one that the server gave. */
type NameOf = (id: string, english: string) => string;

/** Names of measures, dimensions and their values, which the server gives in English. */
export function useNames(): NameOf {
  const { messages } = useIntl();
  return useMemo(
    () => (id, english) => {
      const name = messages[id];
      return typeof name === "string" ? name : english;
    },
    [messages],
  );
}

/** Why the server refused, in the reader's language: in English with what, where and what to do. Nothing where it did not. */
export function useProblemWords(): (problem: Error | null) => string {
  const nameOf = useNames();
  return (problem) =>
    problem instanceof RefusedRequest
      ? nameOf(`problem.${problem.problem.code}`, problem.message)
      : (problem?.message ?? "");
}

/** An answer whose columns, definitions and dimension cells are named in the reader's language. */
export function nameAnswer(answer: Answer, nameOf: NameOf, pivot?: string): Answer {
  return {
    ...answer,
    columns: answer.columns.map((column) => nameColumn(column, nameOf, pivot)),
    rows: answer.rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, cell]) => [
          column,
          cell === null || typeof cell !== "object" ? cell : nameCell(column, cell, nameOf),
        ]),
      ),
    ),
    definitions: answer.definitions.map((definition) => ({
      ...definition,
      label: nameOf(`measure.${definition.measure}.label`, definition.label),
      definition: nameOf(`measure.${definition.measure}.definition`, definition.definition),
    })),
  };
}

/** The fields that a reader may ask, named in her language. */
export function nameCatalog({ measures, dimensions }: Catalog, nameOf: NameOf): Catalog {
  return {
    measures: measures.map((measure) => ({
      ...measure,
      label: nameOf(`measure.${measure.key}.label`, measure.label),
      definition: nameOf(`measure.${measure.key}.definition`, measure.definition),
    })),
    dimensions: dimensions.map((dimension) => ({
      ...dimension,
      label: nameOf(`dimension.${dimension.key}.label`, dimension.label),
      definition: nameOf(`dimension.${dimension.key}.definition`, dimension.definition),
    })),
  };
}

/** A column of a pivot is of one value of its dimension, and named after that, too. */
function nameColumn(column: Answer["columns"][number], nameOf: NameOf, pivot: string | undefined) {
  const label = columnName(column, nameOf);
  if (!column.pivot || pivot === undefined) return { ...column, label };
  const value = nameCell(pivot, column.pivot, nameOf);
  return { ...column, pivot: value, label: column.part === "value" ? `${label}: ${value.label}` : label };
}

function columnName({ key, kind, measure, part, label }: Answer["columns"][number], nameOf: NameOf): string {
  if (kind === "dimension") return nameOf(`dimension.${key}.label`, label);
  return part === "value" ? nameOf(`measure.${measure}.label`, label) : label;
}

type DimensionCell = NonNullable<Answer["columns"][number]["pivot"]>;

function nameCell(dimension: string, cell: DimensionCell, nameOf: NameOf): DimensionCell {
  const id = cell.key === null ? "value.unknown" : `value.${dimension}.${cell.key}`;
  return { key: cell.key, label: nameOf(id, cell.label) };
}

/** A page of the server with all its names in the reader's language. */
export function namePage<Page extends Pages[PageName]>(page: Page, nameOf: NameOf): Page {
  const decree = (one: Decree) => nameDecree(one, nameOf);
  return {
    ...page,
    answers: Object.fromEntries(
      Object.entries(page.answers).map(([tile, answer]) => [tile, nameAnswer(answer, nameOf)]),
    ),
    ...("student_groups" in page && {
      student_groups: nameValues(page.student_groups, "student_group", nameOf),
    }),
    ...("columns" in page && { columns: page.columns.map((column) => nameOption(column, nameOf)) }),
    ...("decree" in page && { decree: decree(page.decree) }),
    ...("decrees" in page && { decrees: page.decrees.map(decree) }),
    ...("disproportionality" in page && {
      disproportionality: page.disproportionality.map((row) => ({
        ...row,
        label: nameOf(`value.race_ethnicity.${row.group}`, row.label),
      })),
    }),
  };
}

type Option = { key: string; label: string };

function nameValues(options: Option[], dimension: string, nameOf: NameOf): Option[] {
  return options.map(({ key, label }) => ({ key, label: nameOf(`value.${dimension}.${key}`, label) }));
}

/** A column on offer is a measure or a dimension. */
function nameOption({ key, label }: Option, nameOf: NameOf): Option {
  return { key, label: nameOf(`measure.${key}.label`, nameOf(`dimension.${key}.label`, label)) };
}

function nameDecree(decree: Decree, nameOf: NameOf): Decree {
  const id = `decree.${decree.decree}`;
  return {
    ...decree,
    label: nameOf(`${id}.label`, decree.label),
    note: nameOf(`${id}.note`, decree.note),
    outcomes: decree.outcomes.map((outcome) => ({
      ...outcome,
      words: nameOf(`${id}.${outcome.outcome}`, outcome.words),
    })),
  };
}
