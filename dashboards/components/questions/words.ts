import { useCallback, useMemo } from "react";
import type { Catalog } from "#api/contract";
import { useFormats, useSay } from "../figures/formats.ts";
import type { Draft, Filter, ReportSlice } from "./draft.ts";
import type { Hindrance } from "./joins.ts";
import { questionMessages } from "./messages.ts";
import type { LabelOf } from "./value-labels.ts";

/** How many values of a filter are named before the others are counted. */
const named = 4;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** The names of fields in the reader's language; a key that the catalogue does not have names itself. */
export function useFieldNames(catalog: Catalog) {
  return useMemo(() => {
    const labels = new Map(
      [...catalog.measures, ...catalog.dimensions].map(({ key, label }) => [key, label]),
    );
    return (key: string) => labels.get(key) ?? key;
  }, [catalog]);
}

/** A question and its parts as plain sentences, the same on the page, for screen readers and in print. */
export function useQuestionWords(catalog: Catalog, labelOf: LabelOf) {
  const say = useSay(questionMessages);
  const formats = useFormats();
  const nameOf = useFieldNames(catalog);
  return useMemo(() => {
    const valueWords = (dimension: string, value: Filter["values"][number]) => {
      const label = labelOf(dimension, value);
      return day.test(label) ? formats.date(label) : label;
    };
    const filter = ({ dimension, op, values }: Filter) => {
      const words = values.map((value) => valueWords(dimension, value));
      const shown = words.slice(0, words.length > named + 1 ? named : words.length);
      const more = words.length - shown.length;
      const all = more > 0 ? [...shown, say("question.more", { count: more })] : shown;
      const [from = "", to = ""] = words;
      const list = formats.list(all, "disjunction");
      return say("question.filter", { dimension: nameOf(dimension), op, values: list, from, to });
    };
    const filters = (where: readonly Filter[]) => formats.list(where.map(filter));
    const question = ({ slice }: Draft) => sentenceOf(slice, { say, formats, nameOf, filters });
    return { filter, filters, question, valueWords };
  }, [say, formats, nameOf, labelOf]);
}

type Ways = {
  say: ReturnType<typeof useSay<typeof questionMessages>>;
  formats: ReturnType<typeof useFormats>;
  nameOf: (key: string) => string;
  filters: (where: readonly Filter[]) => string;
};

function sentenceOf(slice: ReportSlice, { say, formats, nameOf, filters }: Ways): string {
  const { measures, by = [], where = [], compare = "none", limit } = slice;
  return say("question.sentence", {
    measures: formats.list(measures.map(nameOf)),
    has_groups: by.length > 0,
    groups: formats.list(by.map(nameOf)),
    has_filters: where.length > 0,
    filters: filters(where),
    compare,
    has_limit: limit !== undefined,
    limit: limit ?? 0,
  });
}

/** Why a field cannot join a question, as a sentence. */
export function useHindranceWords(catalog: Catalog) {
  const say = useSay(questionMessages);
  const formats = useFormats();
  const nameOf = useFieldNames(catalog);
  return useCallback(
    (found: Hindrance): string => {
      const measure = nameOf(found.measure);
      switch (found.kind) {
        case "not_recorded":
          return say("question.not_recorded", { measure, dimension: nameOf(found.dimension) });
        case "no_year":
          return say("question.no_year", { measure });
        default: {
          const dimensions = formats.list(found.dimensions.map(nameOf));
          return say(`question.${found.kind}`, { measure, dimensions });
        }
      }
    },
    [say, formats, nameOf],
  );
}
