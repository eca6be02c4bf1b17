import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { signOutEverywhere } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { useSession } from "../../components/shell/app-shell.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { accountMessages } from "./messages.ts";
import { TokensTile } from "./tokens-tile.tsx";

/** What belongs to whoever is signed in: API tokens, and the end of all sessions. */
export function AccountPage() {
  const say = useSay(accountMessages);
  const { data: session, isPending } = useSession();
  const title = say("account.title");
  useEffect(() => {
    document.title = `${title} · Rollbook`;
  }, [title]);
  if (isPending) return <Skeleton />;
  if (!session) return <Navigate to="/sign-in" search={{ return_to: "/account" }} replace />;
  return (
    <article className="page">
      <div className="page-head">
        <div className="page-words">
          <h1>{title}</h1>
          <p className="standfirst">{say("account.words", { name: session.name })}</p>
        </div>
      </div>
      <TokensTile session={session} />
      <SessionsTile />
    </article>
  );
}

function SessionsTile() {
  const say = useSay(accountMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOutEverywhere,
    onSuccess: async () => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      queries.setQueryData(["session"], null);
      await navigate({ to: "/sign-in" });
    },
  });
  return (
    <section className="tile" aria-labelledby="sessions-finding">
      <div className="tile-words">
        <p className="topic">{say("account.sessions_topic")}</p>
        <h2 id="sessions-finding">{say("account.sessions_finding")}</h2>
      </div>
      <div className="tile-figures">
        <p>{say("account.sessions_words")}</p>
        <div>
          <button type="button" className="button" onClick={() => leave.mutate()}>
            {say("account.everywhere")}
          </button>
        </div>
        <p role="alert">{leave.isError && say("account.refused", { reason: problemWords(leave.error) })}</p>
      </div>
    </section>
  );
}
