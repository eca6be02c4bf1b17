import { useCallback } from "react";
import type { Catalog } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { besideParts, type Computed } from "../../components/questions/draft.ts";
import { useFieldNames } from "../../components/questions/words.ts";
import { buildMessages } from "./messages.ts";

const parts = Object.values(besideParts).flat();

/** The name of a column by its key, `attendance_rate__change` included. */
export function useColumnNames(catalog: Catalog, computed?: Computed[]): (column: string) => string {
  const say = useSay(buildMessages);
  const nameOf = useFieldNames(catalog);
  return useCallback(
    (column) => {
      const worked = computed?.find(({ key }) => key === column);
      if (worked) return worked.label ?? worked.key;
      const [field = column, suffix] = column.split("__");
      const part = parts.find((one) => one === suffix);
      return part ? say(`build.column.${part}`, { measure: nameOf(field) }) : nameOf(field);
    },
    [say, nameOf, computed],
  );
}
