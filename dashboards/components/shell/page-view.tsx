import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { fetchPage, type PageName, type Pages, RefusedRequest } from "../../client.ts";
import { useView, type View, type ViewKey, viewKeys } from "../../view.ts";
import { WhyButton } from "../access/why-button.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { MarkLegend } from "../figures/mark-sign.tsx";
import { namePage, useNames, useProblemWords } from "../figures/names.ts";
import { useSession } from "./app-shell.tsx";
import { shellMessages } from "./messages.ts";
import { Notices } from "./notices.tsx";
import { usePrintHead } from "./print-head.ts";
import { Skeleton } from "./skeleton.tsx";

type Props<K extends PageName> = {
  page: K;
  /** The keys of the address that the server needs. */
  asks: ViewKey[];
  /** Whether the foot explains the signs of tables. */
  hasSigns?: boolean;
  /** What parts of the view may be on this page; anything else falls back with a notice. */
  knows?: (page: Pages[K]) => Partial<Record<ViewKey, string[]>>;
  children: (page: Pages[K]) => ReactNode;
};

/** One page from one request: skeleton, then figures; while new ones load the old ones stay, dimmed. */
export function PageView<K extends PageName>({ page, asks, hasSigns = true, knows, children }: Props<K>) {
  const say = useSay(shellMessages);
  const { view, refused } = useView();
  const query = pickQuery(view, asks);
  const answer = useQuery({
    queryKey: ["page", page, query],
    queryFn: () => fetchPage(page, query),
    placeholderData: keepPreviousData,
  });
  const nameOf = useNames();
  const named = useMemo(() => answer.data && namePage(answer.data, nameOf), [answer.data, nameOf]);
  if (answer.isError)
    return <Refusal page={page} problem={answer.error} onAgain={() => void answer.refetch()} />;
  if (!named) return <Skeleton />;
  return (
    <article className={`page page-${page}`} aria-busy={answer.isPlaceholderData}>
      <div role="status" className="sr-only">
        {answer.isPlaceholderData ? say("shell.refreshing") : ""}
      </div>
      <Notices
        notices={named.notices}
        refused={refused}
        unknown={answer.isPlaceholderData ? [] : unknownOf(view, knows?.(named) ?? {})}
      />
      <div className={answer.isPlaceholderData ? "figures is-old" : "figures"}>{children(named)}</div>
      <PageFoot page={named} name={page} hasSigns={hasSigns} />
    </article>
  );
}

function pickQuery(view: View, asks: ViewKey[]): Record<string, string> {
  return Object.fromEntries(
    asks.flatMap((name) => {
      const value = view[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The parts of the view that ask for something that is not on the page. */
function unknownOf(
  view: View,
  known: Partial<Record<ViewKey, string[]>>,
): { name: ViewKey; asked: string }[] {
  return viewKeys.flatMap((name) => {
    const asked = view[name];
    return asked === undefined || known[name]?.includes(asked) !== false ? [] : [{ name, asked }];
  });
}

type RefusalProps = { page: string; problem: Error; onAgain: () => void };

/** Why a page cannot be shown, with what can be done about it. */
export function Refusal({ page, problem, onAgain }: RefusalProps) {
  const say = useSay(shellMessages);
  const problemWords = useProblemWords();
  if (problem instanceof RefusedRequest && problem.problem.code === "not_signed_in") {
    return <SessionEnded />;
  }
  return (
    <div className="page refusal" role="alert">
      <h1>{say("shell.refused")}</h1>
      <p>{problemWords(problem)}</p>
      <button type="button" className="button" onClick={onAgain}>
        {say("shell.again")}
      </button>
      <WhyButton asked={{ page }} />
    </div>
  );
}

/** Back to signing in, and from there to this page again. Once: the address changes before this leaves the page. */
function SessionEnded() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { href } = useLocation();
  const [returnTo] = useState(href);
  useEffect(() => {
    queries.setQueryData(["session"], null);
    void navigate({ to: "/sign-in", search: { return_to: returnTo }, replace: true });
  }, [queries, navigate, returnTo]);
  return <Skeleton />;
}

type FootProps = { page: Pages[PageName]; name: PageName; hasSigns: boolean };

function PageFoot({ page, name, hasSigns }: FootProps) {
  const say = useSay(shellMessages);
  const formats = useFormats();
  const session = useSession().data;
  const district = session?.district ?? "Rollbook";
  const title = say(`shell.page.${name}`);
  usePrintHead(say("shell.print_head", { district, page: title, date: formats.date(page.as_of) }));
  useEffect(() => {
    document.title = `${title} · ${district} · Rollbook`;
  }, [title, district]);
  return (
    <footer className="page-foot">
      {hasSigns && <MarkLegend />}
      <p>
        {say("shell.oldest", {
          date: page.fresh_through ? formats.date(page.fresh_through) : say("shell.no_day"),
        })}
        {" · "}
        {say("shell.generation", { generation: page.generation, moment: formats.moment(page.published_at) })}
      </p>
    </footer>
  );
}
