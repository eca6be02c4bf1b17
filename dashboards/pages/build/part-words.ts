import { useCallback } from "react";
import type { Catalog, ReportContent, ReportPart } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useValueLabels } from "../../components/questions/value-labels.ts";
import { useFieldNames, useQuestionWords } from "../../components/questions/words.ts";
import { buildMessages } from "./messages.ts";
import { useColumnNames } from "./use-column-names.ts";

/** One part of a report in words, for differences between versions and to a template. */
export function usePartWords(catalog: Catalog, shown?: ReportContent) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const nameOf = useFieldNames(catalog);
  const columnName = useColumnNames(catalog);
  const labelOf = useValueLabels(shown?.slice ?? { measures: [] }, catalog);
  const words = useQuestionWords(catalog, labelOf);
  return useCallback(
    ({ title, note, slice, chart }: ReportContent, part: ReportPart): string => {
      const { measures, by = [], where = [], order = [], compare = "none", totals = "none", limit } = slice;
      const { computed = [], subtotals = [], pivot } = slice;
      const empty = say("build.part_empty");
      switch (part) {
        case "title":
          return title;
        case "note":
          return note ?? empty;
        case "measures":
          return formats.list(measures.map(nameOf));
        case "by":
          return by.length > 0 ? formats.list(by.map(nameOf)) : empty;
        case "where":
          return where.length > 0 ? words.filters(where) : empty;
        case "compare":
          return say(`build.compare.${compare}`);
        case "computed":
          return formats.list(computed.map(({ key, label }) => label ?? key)) || empty;
        case "pivot":
          return pivot === undefined ? empty : nameOf(pivot);
        case "totals":
          return formats.list([say(`build.totals.${totals}`), ...subtotals.map(nameOf)]);
        case "order":
          return (
            order
              .map(({ column, direction }) =>
                say("build.ordered_column", { column: columnName(column), direction }),
              )
              .join("; ") || empty
          );
        case "limit":
          return limit === undefined ? empty : formats.number(limit);
        default:
          return say(`build.chart.${chart}`);
      }
    },
    [say, formats, nameOf, columnName, words],
  );
}
