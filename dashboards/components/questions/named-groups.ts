import { useQuery } from "@tanstack/react-query";
import { fetchGroups } from "../../reports-client.ts";

export const groupsKey = ["groups"];

/** The groups that the reader may name in a filter; none while they are not known. */
export function useNamedGroups() {
  const asked = useQuery({ queryKey: groupsKey, queryFn: fetchGroups });
  return asked.data ?? noGroups;
}
const noGroups: Awaited<ReturnType<typeof fetchGroups>> = [];
