import { Link } from "@tanstack/react-router";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";

/** Leads to what became of every row, school by school. */
export function ReconciliationLink({ school }: { school?: string }) {
  const say = useSay(figureMessages);
  return (
    <p>
      <Link to="/data/reconciliation" search={school ? { school } : {}} className="more">
        {say("figure.reconciliation")}
      </Link>
    </p>
  );
}
