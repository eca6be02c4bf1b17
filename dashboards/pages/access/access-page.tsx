import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { GrantsResponse } from "#api/contract";
import { fetchGrants } from "../../client.ts";
import { WhyButton } from "../../components/access/why-button.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useSession } from "../../components/shell/app-shell.tsx";
import { Refusal } from "../../components/shell/page-view.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { GiveTile } from "./give-tile.tsx";
import { GrantsTile } from "./grants-tile.tsx";
import { InviteTile } from "./invite-tile.tsx";
import { accessPageMessages } from "./messages.ts";
import { ViewAsTile } from "./view-as-tile.tsx";

/** What an administrator needs to give, revoke and explain access. */
export type Administration = NonNullable<GrantsResponse["administration"]>;

const SOON_MS = 30 * 86_400_000;

/** Who may see what, why and until when; giving, revoking, inviting, and looking as somebody else. */
export function AccessPage() {
  const answer = useQuery({ queryKey: ["grants", "all"], queryFn: () => fetchGrants("all") });
  const session = useSession().data;
  const say = useSay(accessPageMessages);
  useEffect(() => {
    document.title = `${say("access_page.topic")} · ${session?.district ?? ""} · Rollbook`;
  }, [say, session]);
  if (answer.isError)
    return <Refusal page="access" problem={answer.error} onAgain={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton />;
  const { grants, administration } = answer.data;
  if (!administration) return <NotForYou />;
  return (
    <article className="page">
      <Head grants={grants} />
      <GrantsTile grants={grants} />
      <GiveTile administration={administration} />
      <InviteTile />
      <ViewAsTile persons={administration.persons} />
    </article>
  );
}

function Head({ grants }: Pick<GrantsResponse, "grants">) {
  const say = useSay(accessPageMessages);
  const held = grants.filter(({ holds }) => holds);
  const soon = new Date(Date.now() + SOON_MS).toISOString().slice(0, 10);
  const ending = held.filter(({ to }) => to !== null && to <= soon).length;
  return (
    <header className="page-head">
      <div className="page-words">
        <p className="topic">{say("access_page.topic")}</p>
        <h1>{say("access_page.title", { grants: held.length, ending })}</h1>
        <p className="standfirst">{say("access_page.words")}</p>
      </div>
    </header>
  );
}

function NotForYou() {
  const say = useSay(accessPageMessages);
  return (
    <div className="page refusal">
      <h1>{say("access_page.not_yours")}</h1>
      <WhyButton asked={{ page: "access" }} />
    </div>
  );
}
