import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Session } from "#api/contract";
import { fetchSession, signOut } from "../../client.ts";
import { MyAccess } from "../access/my-access.tsx";
import { ViewingBanner } from "../access/viewing-banner.tsx";
import { HatchPattern } from "../charts/hatch.tsx";
import { useSay } from "../figures/formats.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { shellMessages } from "./messages.ts";

/** Who is signed in; asked once and kept. */
export function useSession() {
  return useQuery({ queryKey: ["session"], queryFn: fetchSession, staleTime: Number.POSITIVE_INFINITY });
}

type PageInSession = Session["pages"][number];

const addresses = {
  board: "/board",
  school: "/school",
  compliance: "/compliance",
  costs: "/costs",
  data: "/data",
  reports: "/reports",
  parent: "/parent",
  upload: "/upload",
  access: "/access",
} as const satisfies Record<PageInSession, string>;

export function addressOf(page: PageInSession) {
  return addresses[page];
}

/** What stands around every page: skip link, name of the district, pages, who is signed in. */
export function AppShell() {
  const say = useSay(shellMessages);
  const { data: session } = useSession();
  const main = usePageFocus();
  return (
    <div className="app">
      <a className="skip-link" href="#page">
        {say("shell.skip")}
      </a>
      <HatchPattern />
      {session && <ViewingBanner session={session} />}
      <header className="masthead">
        <Link to="/" className="brand">
          <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d="M3 2h14v2.500H3zM3 7h9v2.500H3zM3 12h14v2.500H3zM3 17h6v2H3z" />
          </svg>
          <span>Rollbook</span>
          {session && <span className="brand-district">{session.district}</span>}
        </Link>
        {session && (
          <>
            <nav aria-label={say("shell.pages")}>
              <ul>
                {session.pages.map((page) => (
                  <li key={page}>
                    <Link to={addresses[page]} activeProps={{ "aria-current": "page" }}>
                      {say(`shell.page.${page}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            <SignedIn name={session.viewed_by?.name ?? session.name} />
          </>
        )}
        <LanguageChoice />
      </header>
      <main id="page" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
    </div>
  );
}

/** Another page begins at its beginning for the keyboard too. */
function usePageFocus() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);
  return main;
}

function SignedIn({ name }: { name: string }) {
  const say = useSay(shellMessages);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async (providerSignOut) => {
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
      queries.setQueryData(["session"], null);
      if (providerSignOut) window.location.assign(providerSignOut);
      else await navigate({ to: "/sign-in" });
    },
  });
  return (
    <div className="signed-in">
      <span>{say("shell.signed_in", { name })}</span>
      <MyAccess />
      <Link to="/account" className="text-button">
        {say("shell.account")}
      </Link>
      <button type="button" className="text-button" onClick={() => leave.mutate()}>
        {say("shell.sign_out")}
      </button>
    </div>
  );
}
