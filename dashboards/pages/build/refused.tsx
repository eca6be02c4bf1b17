import { useRouter } from "@tanstack/react-router";
import { RefusedRequest } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { PurposeAsk } from "../../components/purpose/purpose-ask.tsx";
import { useSession } from "../../components/shell/app-shell.tsx";
import { buildMessages } from "./messages.ts";

/** Why a question has no answer, and the way back. */
export function Refused({ error }: { error: Error }) {
  const say = useSay(buildMessages);
  const problemWords = useProblemWords();
  const session = useSession().data;
  const { history } = useRouter();
  if (error instanceof RefusedRequest && error.problem.code === "purpose_needed")
    return (
      <PurposeAsk school={session?.schools[0]?.label ?? session?.district ?? ""} listId="result-finding" />
    );
  return (
    <div className="refusal" role="alert">
      <h2 id="result-finding">{say("build.refused")}</h2>
      <p>{problemWords(error)}</p>
      <p>{say("build.refused_words")}</p>
      <button type="button" className="button" onClick={() => history.back()}>
        {say("build.undo")}
      </button>
    </div>
  );
}
