import { Link } from "@tanstack/react-router";
import type { Report } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useNames } from "../../components/figures/names.ts";
import { Badges } from "../../components/questions/badges.tsx";
import { reportsMessages } from "./messages.ts";

/** A report to open: its title, what it says, whose it is. Certified ones are named in the reader's language. */
export function ReportCard({ report }: { report: Report }) {
  const say = useSay(reportsMessages);
  const formats = useFormats();
  const nameOf = useNames();
  const { content, owner, is_certified, updated_at } = report;
  const id = `report.${report.report}`;
  const title = is_certified ? nameOf(`${id}.title`, content.title) : content.title;
  const note = is_certified ? nameOf(`${id}.note`, content.note ?? "") : content.note;
  return (
    <li className={is_certified ? "report-card is-certified" : "report-card"}>
      <h3>
        <Link to="/reports/build" search={{ r: report.report }}>
          {title}
        </Link>
      </h3>
      {note && <p>{note}</p>}
      <Badges report={report} />
      {!is_certified && (
        <p className="hint">
          {say("reports.by", { name: owner.name, date: formats.date(updated_at.slice(0, 10)) })}
        </p>
      )}
    </li>
  );
}
