import { useMemo } from "react";
import type { Catalog } from "#api/contract";
import type { Field } from "../../components/builder/field-picker.tsx";
import { useSay } from "../../components/figures/formats.ts";
import type { ReportSlice } from "../../components/questions/draft.ts";
import {
  type Hindrance,
  hindranceOfDimension,
  hindranceOfMeasure,
} from "../../components/questions/joins.ts";
import { questionMessages } from "../../components/questions/messages.ts";
import { useHindranceWords } from "../../components/questions/words.ts";

/** The dimensions to choose from, by topic, each with the reason why it cannot join the question, if any. */
export function useDimensionFields(slice: ReportSlice, catalog: Catalog): Field[] {
  return useFields(catalog.dimensions, catalog, (key) => hindranceOfDimension(key, slice, catalog));
}

/** The measures to choose from, in the same way. */
export function useMeasureFields(slice: ReportSlice, catalog: Catalog): Field[] {
  return useFields(catalog.measures, catalog, (key) => hindranceOfMeasure(key, slice, catalog));
}

type Known = Catalog["measures"][number] | Catalog["dimensions"][number];

function useFields(known: Known[], catalog: Catalog, find: (key: string) => Hindrance | null): Field[] {
  const say = useSay(questionMessages);
  const words = useHindranceWords(catalog);
  return useMemo(
    () =>
      known.map(({ key, label, definition, topic }) => {
        const hindrance = find(key);
        return {
          key,
          label,
          definition,
          topic: say(`question.topic.${topic}`),
          hindrance: hindrance && words(hindrance),
        };
      }),
    [known, say, words, find],
  );
}
