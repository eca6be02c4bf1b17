import { useLocation, useNavigate } from "@tanstack/react-router";
import type { Slice } from "#api/contract";
import { writeDraft } from "../questions/address.ts";
import { tidy } from "../questions/draft.ts";
import { useSession } from "../shell/app-shell.tsx";

/** Opens the question of a figure as a report in the making; null where that is where one is, or may not go. */
export function useMakeReport(slice: Slice | undefined): (() => void) | null {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const mayMake = useSession().data?.pages.includes("reports") === true;
  if (!slice || !mayMake || pathname === "/reports/build") return null;
  const search = writeDraft(
    { slice: tidy(slice), chart: "table" },
    { slice: { measures: [] }, chart: "table" },
  );
  return () => void navigate({ to: "/reports/build", search });
}
