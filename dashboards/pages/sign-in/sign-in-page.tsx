import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { fetchSignInOptions, signIn } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useView } from "../../view.ts";
import { signInMessages } from "./messages.ts";
import { ProviderSignIn } from "./provider-sign-in.tsx";

const accounts = [
  "board",
  "principal",
  "principal2",
  "monitor",
  "coordinator",
  "operator",
  "parent",
  "admin",
] as const;

/** Signs in the way this installation does it: at the district's provider, or as a demo account. */
export function SignInPage() {
  const say = useSay(signInMessages);
  const problemWords = useProblemWords();
  const options = useQuery({ queryKey: ["sign-in-options"], queryFn: fetchSignInOptions });
  if (options.isPending) return <Skeleton />;
  if (options.isError) return <p role="alert">{problemWords(options.error)}</p>;
  const { district, provider, has_demo_accounts } = options.data;
  if (provider) return <ProviderSignIn district={district} provider={provider} />;
  if (has_demo_accounts) return <DemoSignIn />;
  return (
    <div className="page sign-in">
      <h1>{say("sign_in.none", { district })}</h1>
      <p className="standfirst">{say("sign_in.none.words")}</p>
    </div>
  );
}

/** The links that the server prints carry the account; this page posts it. */
function DemoSignIn() {
  const say = useSay(signInMessages);
  const problemWords = useProblemWords();
  const { view } = useView();
  const enter = useEnter();
  const begun = useRef(false);
  useEffect(() => {
    if (!view.account || begun.current) return;
    begun.current = true;
    enter.mutate(view.account);
  }, [view.account, enter.mutate]);
  return (
    <div className="page sign-in">
      <h1>{say("sign_in.title")}</h1>
      <p className="standfirst">{say("sign_in.words")}</p>
      <p role="status">{enter.isPending && say("sign_in.signing_in", { account: enter.variables ?? "" })}</p>
      <p role="alert">{enter.isError && say("sign_in.refused", { reason: problemWords(enter.error) })}</p>
      <ul className="accounts">
        {accounts.map((account) => (
          <li key={account}>
            <button type="button" onClick={() => enter.mutate(account)}>
              <strong>{say(`sign_in.account.${account}`)}</strong>
              <span>{say(`sign_in.account.${account}.words`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useEnter() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      // An answer to "who am I" that is still on its way was asked before, and must not come last.
      await queries.cancelQueries({ queryKey: ["session"] });
      // The session stays in place, because the shell is watching it; nothing else of another reader does.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      queries.setQueryData(["session"], session);
      await navigate({ to: "/", replace: true });
    },
  });
}
