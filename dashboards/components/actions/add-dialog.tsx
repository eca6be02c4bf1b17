import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Catalog, Report, Slice } from "#api/contract";
import { fetchReports } from "../../reports-client.ts";
import { useView } from "../../view.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { useProblemWords } from "../figures/names.ts";
import { writeDraft } from "../questions/address.ts";
import { type Draft, tidy } from "../questions/draft.ts";
import { type Joined, joinMeasures } from "../questions/joins.ts";
import { useCatalog } from "../questions/use-catalog.ts";
import { useFieldNames, useHindranceWords } from "../questions/words.ts";
import { PageDialog } from "./page-dialog.tsx";

type Props = { subject: string; slice: Slice; onClose: () => void };

const nothing: Draft = { slice: { measures: [] }, chart: "table" };

/** A figure's measures in a new report, or in one that the reader may change: each opens with them, and is saved there. */
export function AddDialog({ subject, slice, onClose }: Props) {
  const say = useSay(figureMessages);
  const problemWords = useProblemWords();
  const { r: opened } = useView().view;
  const { catalog, error } = useCatalog();
  const reports = useQuery({ queryKey: ["reports"], queryFn: fetchReports });
  const problem = error ?? reports.error;
  const mine = reports.data?.reports.filter(({ report, may_edit }) => may_edit && report !== opened);
  const isReady = catalog !== undefined && mine !== undefined;
  return (
    <PageDialog title={say("figure.add_title", { subject })} onClose={onClose}>
      <p role="status">
        {problem ? say("figure.unavailable", { reason: problemWords(problem) }) : ""}
        {!problem && !isReady && say("figure.loading")}
      </p>
      <ul className="add-to">
        <li>
          <Link
            to="/reports/build"
            search={writeDraft({ slice: tidy(slice), chart: "table" }, nothing)}
            onClick={onClose}
          >
            {say("figure.add_new")}
          </Link>
          <span className="hint">{say("figure.add_new_words")}</span>
        </li>
        {isReady &&
          mine.map((report) => (
            <Choice key={report.report} report={report} slice={slice} catalog={catalog} onClose={onClose} />
          ))}
      </ul>
      {isReady && mine.length === 0 && <p className="hint">{say("figure.add_none")}</p>}
    </PageDialog>
  );
}

type ChoiceProps = Pick<Props, "slice" | "onClose"> & { report: Report; catalog: Catalog };

/** One report: where it leads and what comes in, or why it cannot. */
function Choice({ report: { report, content }, slice, catalog, onClose }: ChoiceProps) {
  const base = { slice: tidy(content.slice), chart: content.chart };
  const joined = joinMeasures(slice.measures, base.slice, catalog);
  const words = useJoinedWords(catalog)(joined);
  if (joined.kind !== "joined")
    return (
      <li>
        <strong>{content.title}</strong>
        <span className="field-hindrance">{words}</span>
      </li>
    );
  const search = { ...writeDraft({ ...base, slice: joined.slice }, base), r: report, e: "measures" };
  return (
    <li>
      <Link to="/reports/build" search={search} onClick={onClose}>
        {content.title}
      </Link>
      <span className="hint">{words}</span>
    </li>
  );
}

function useJoinedWords(catalog: Catalog): (joined: Joined) => string {
  const say = useSay(figureMessages);
  const formats = useFormats();
  const nameOf = useFieldNames(catalog);
  const hindranceWords = useHindranceWords(catalog);
  return (joined) => {
    if (joined.kind === "hindered") return hindranceWords(joined.hindrance);
    if (joined.kind !== "joined") return say(`figure.add_${joined.kind}`);
    const { measures, dimensions } = joined;
    return say("figure.add_words", {
      measures: formats.list(measures.map(nameOf)),
      has_groups: dimensions.length > 0,
      groups: formats.list(dimensions.map(nameOf)),
    });
  };
}
