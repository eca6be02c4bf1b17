import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { Report, ReportsResponse } from "#api/contract";
import { MadeFiles } from "../../components/downloads/made-files.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { CompareLink } from "../../components/questions/compare-link.tsx";
import { useSession } from "../../components/shell/app-shell.tsx";
import { Notices } from "../../components/shell/notices.tsx";
import { Refusal } from "../../components/shell/page-view.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useTitle } from "../../components/shell/use-title.ts";
import { fetchReports } from "../../reports-client.ts";
import { useView } from "../../view.ts";
import { AlertsPart } from "./alerts-part.tsx";
import { GroupsSection } from "./groups-section.tsx";
import { ImportButton } from "./import-button.tsx";
import { reportsMessages } from "./messages.ts";
import { ReportCard } from "./report-card.tsx";

/** The gallery that every report starts from: certified ones, templates, one's own and those shared with one. */
export function ReportsPage() {
  const say = useSay(reportsMessages);
  const { view, refused, change } = useView();
  const reports = useQuery({ queryKey: ["reports"], queryFn: fetchReports });
  useTitle(say("reports.topic"));
  if (reports.isError)
    return <Refusal page="reports" problem={reports.error} onAgain={() => void reports.refetch()} />;
  if (!reports.data) return <Skeleton />;
  const found = search(reports.data.reports, view.q ?? "");
  return (
    <article className="page page-reports">
      <Notices notices={[]} refused={refused} unknown={[]} />
      <header className="page-head">
        <div className="page-words">
          <p className="topic">{say("reports.topic")}</p>
          <h1>{say("reports.title")}</h1>
          <p className="standfirst">{say("reports.words")}</p>
        </div>
        <div className="page-controls">
          <Search words={view.q ?? ""} count={found.length} onSearch={(q) => change({ q }, true)} />
          <ImportButton />
          <CompareLink measure="chronic_absence_rate" />
        </div>
      </header>
      <Groups reports={found} isSearched={view.q !== undefined} />
      {view.q === undefined && <GroupsSection />}
      {view.q === undefined && <MadeFiles />}
    </article>
  );
}

type SearchProps = { words: string; count: number; onSearch: (words: string) => void };

function Search({ words, count, onSearch }: SearchProps) {
  const say = useSay(reportsMessages);
  const id = useId();
  return (
    <div className="report-search">
      <label htmlFor={id}>{say("reports.search")}</label>
      <input
        id={id}
        type="search"
        maxLength={100}
        value={words}
        onChange={(event) => onSearch(event.target.value)}
      />
      <span role="status" className="hint">
        {words ? say("reports.found", { count }) : ""}
      </span>
    </div>
  );
}

function Groups({ reports, isSearched }: { reports: Report[]; isSearched: boolean }) {
  const say = useSay(reportsMessages);
  const account = useSession().data?.account;
  const isMine = (report: Report) => report.owner.account === account && !report.is_certified;
  const others = reports.filter((report) => !report.is_certified && !isMine(report));
  const mine = reports.filter(isMine);
  return (
    <div className="report-groups">
      {!isSearched && <AlertsPart />}
      <Group
        title={say("reports.certified")}
        words={say("reports.certified_words")}
        reports={reports.filter((report) => report.is_certified)}
      />
      <Group
        title={say("reports.templates")}
        words={say("reports.templates_words")}
        reports={others.filter(({ sharing }) => sharing.with === "district")}
      />
      {(mine.length > 0 || !isSearched) && (
        <Group
          title={say("reports.mine")}
          words={mine.length > 0 ? "" : say("reports.none_mine")}
          reports={mine}
          isKept
        />
      )}
      <Group
        title={say("reports.shared")}
        words=""
        reports={others.filter(({ sharing }) => sharing.with !== "district")}
      />
    </div>
  );
}

type GroupProps = { title: string; words: string; reports: ReportsResponse["reports"]; isKept?: boolean };

function Group({ title, words, reports, isKept = false }: GroupProps) {
  const id = useId();
  if (reports.length === 0 && !isKept) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {words && <p className="hint">{words}</p>}
      {reports.length > 0 && (
        <ul className="reports">
          {reports.map((report) => (
            <ReportCard key={report.report} report={report} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Reports that have every word in their title, note or owner's name. */
function search(reports: Report[], text: string): Report[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return reports.filter(({ content, owner }) => {
    const all = `${content.title} ${content.note ?? ""} ${owner.name}`.toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  });
}
