import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchCatalog } from "../../client.ts";
import { nameCatalog, useNames } from "../figures/names.ts";

/** The fields that the reader may ask, in her language. */
export function useCatalog() {
  const nameOf = useNames();
  const asked = useQuery({ queryKey: ["catalog"], queryFn: fetchCatalog });
  const catalog = useMemo(() => asked.data && nameCatalog(asked.data, nameOf), [asked.data, nameOf]);
  return { catalog, error: asked.error, refetch: asked.refetch };
}
