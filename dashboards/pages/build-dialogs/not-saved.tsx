import { useQueryClient } from "@tanstack/react-query";
import { RefusedRequest } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { buildMessages } from "../build/messages.ts";

type Props = { error: Error | null; report: string | undefined };

/** Why a report was not saved; where somebody was faster, the way to the newest version. */
export function NotSaved({ error, report }: Props) {
  const say = useSay(buildMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  if (!error) return null;
  const isOvertaken = error instanceof RefusedRequest && error.problem.code === "moved_on";
  return (
    <div role="alert" className="form-state">
      <p>{isOvertaken ? say("build.moved_on") : say("build.not_saved", { reason: problemWords(error) })}</p>
      {isOvertaken && (
        <button
          type="button"
          className="text-button"
          onClick={() => void queries.invalidateQueries({ queryKey: ["report", report] })}
        >
          {say("build.open_newest")}
        </button>
      )}
    </div>
  );
}
