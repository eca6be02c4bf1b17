import { Link, Navigate } from "@tanstack/react-router";
import { CodeForm } from "../../components/access/code-form.tsx";
import { WhyButton } from "../../components/access/why-button.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { addressOf, useSession } from "../../components/shell/app-shell.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { signInMessages } from "./messages.ts";

/** Leads to the first page of whoever is signed in. */
export function HomePage() {
  const say = useSay(signInMessages);
  const problemWords = useProblemWords();
  const { data: session, isPending, error } = useSession();
  if (isPending) return <Skeleton />;
  if (error) return <p role="alert">{problemWords(error)}</p>;
  if (!session) return <Navigate to="/sign-in" replace />;
  const first = session.pages[0];
  if (first) return <Navigate to={addressOf(first)} replace />;
  return (
    <div className="page">
      <h1>{say("sign_in.nothing")}</h1>
      <p className="standfirst">{say("sign_in.nothing.words", { name: session.name })}</p>
      <WhyButton asked={{}} />
      {session.viewed_by === null && <CodeForm />}
    </div>
  );
}

export function NotFoundPage() {
  const say = useSay(signInMessages);
  return (
    <div className="page">
      <h1>{say("sign_in.not_found")}</h1>
      <p className="standfirst">{say("sign_in.not_found.words")}</p>
      <Link to="/" className="button">
        {say("sign_in.home")}
      </Link>
    </div>
  );
}
