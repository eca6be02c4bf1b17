import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Forgets what another reader was shown, and asks again who reads. */
export function useForgetReader(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    await queries.cancelQueries();
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    await queries.refetchQueries({ queryKey: ["session"] });
  }, [queries]);
}
