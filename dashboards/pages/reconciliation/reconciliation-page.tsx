import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Reconciliation } from "#api/contract";
import { fetchReconciliation } from "../../client.ts";
import { useReconciliationDownload } from "../../components/actions/use-download.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { Refusal } from "../../components/shell/page-view.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useView } from "../../view.ts";
import { FilesTile, UnknownTile } from "./files-tiles.tsx";
import { reconciliationMessages } from "./messages.ts";
import { LinesTile, SchoolsTile } from "./schools-tile.tsx";

/** What was sent, read, loaded and published of one load, for each school that the reader keeps records for. */
export function ReconciliationPage() {
  const say = useSay(reconciliationMessages);
  const { view } = useView();
  const { generation, school } = view;
  const answer = useQuery({
    queryKey: ["reconciliation", generation, school],
    queryFn: () => fetchReconciliation({ generation, school }),
    placeholderData: keepPreviousData,
  });
  const title = say("reconciliation.title");
  useEffect(() => {
    document.title = `${title} · Rollbook`;
  }, [title]);
  if (answer.isError)
    return <Refusal page="data" problem={answer.error} onAgain={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton />;
  const found = answer.data;
  return (
    <article className="page page-reconciliation" aria-busy={answer.isPlaceholderData}>
      <header className="page-head">
        <div className="page-words">
          <p className="topic">{say("reconciliation.topic")}</p>
          <h1>{title}</h1>
          <p className="standfirst">
            {say(found.is_counted ? "reconciliation.words" : "reconciliation.not_counted")}
          </p>
        </div>
        <Controls found={found} />
      </header>
      {found.is_counted && (
        <>
          <SchoolsTile found={found} />
          <LinesTile found={found} />
          <UnknownTile found={found} />
          <FilesTile found={found} />
        </>
      )}
    </article>
  );
}

function Controls({ found: { generation, loads } }: { found: Reconciliation }) {
  const say = useSay(reconciliationMessages);
  const formats = useFormats();
  const { change } = useView();
  const download = useReconciliationDownload();
  return (
    <div className="page-controls">
      <Choice
        label={say("reconciliation.load")}
        value={generation}
        options={loads.map((load) => ({
          key: load.generation,
          label: say("reconciliation.load_of", {
            generation: load.generation,
            date: formats.date(load.as_of),
          }),
        }))}
        onChoose={(chosen) => change({ generation: chosen === loads[0]?.generation ? "" : chosen })}
      />
      <div className="download">
        <button
          type="button"
          className="button"
          onClick={() => download.start(generation)}
          disabled={download.isPending}
        >
          {say("reconciliation.download")}
        </button>
        <span role="status" className="download-state">
          {download.words}
        </span>
      </div>
    </div>
  );
}
