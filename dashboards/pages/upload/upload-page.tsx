import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Upload } from "#api/contract";
import { fetchUploads } from "../../client.ts";
import { ReconciliationLink } from "../../components/actions/reconciliation-link.tsx";
import { ReportButton } from "../../components/actions/report-button.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useSession } from "../../components/shell/app-shell.tsx";
import { Refusal } from "../../components/shell/page-view.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useView } from "../../view.ts";
import { ChooseTile } from "./choose-tile.tsx";
import { EarlierTile } from "./earlier-tile.tsx";
import { uploadMessages } from "./messages.ts";
import { ReportTile } from "./report-tile.tsx";

const EVERY_MS = 1000;
const isMoving = ({ state }: Upload) => state === "checking" || state === "loading";

/** Where an operator uploads a file, reads what would become of it, and submits it. */
export function UploadPage() {
  const say = useSay(uploadMessages);
  const { data: session, isPending } = useSession();
  const { view, change } = useView();
  const uploads = useQuery({
    queryKey: ["uploads"],
    queryFn: fetchUploads,
    enabled: Boolean(session),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.uploads.some(isMoving) ? EVERY_MS : false),
  });
  const title = say("upload.title");
  useEffect(() => {
    document.title = `${title} · Rollbook`;
  }, [title]);
  usePagesAnew(uploads.data?.uploads);
  if (isPending) return <Skeleton />;
  if (!session) return <Navigate to="/sign-in" search={{ return_to: "/upload" }} replace />;
  if (uploads.isError)
    return <Refusal page="upload" problem={uploads.error} onAgain={() => void uploads.refetch()} />;
  if (!uploads.data) return <Skeleton />;
  const shown = uploads.data.uploads.find(({ upload_id }) => upload_id === view.upload);
  return (
    <article className="page page-upload">
      <div className="page-head">
        <div className="page-words">
          <h1>{title}</h1>
          <p className="standfirst">{say("upload.words")}</p>
        </div>
      </div>
      <ChooseTile uploads={uploads.data} onSent={(upload) => change({ upload: upload.upload_id })} />
      {shown && <ReportTile upload={shown} key={shown.upload_id} />}
      <EarlierTile uploads={uploads.data.uploads} shown={shown?.upload_id} />
      <section className="tile is-wide" aria-labelledby="mend-finding">
        <div className="tile-words">
          <p className="topic">{say("upload.mend_topic")}</p>
          <h2 id="mend-finding">{say("upload.mend_finding")}</h2>
          <p>{say("upload.mend_words")}</p>
        </div>
        <div className="tile-figures">
          <ReportButton />
          <ReconciliationLink />
        </div>
      </section>
    </article>
  );
}

/** Once a file is loaded, the figures of other pages are old. */
function usePagesAnew(uploads: Upload[] | undefined): void {
  const queries = useQueryClient();
  const published = uploads?.filter(({ state }) => state === "published").length;
  const [known, setKnown] = useState(published);
  useEffect(() => {
    if (published === known) return;
    setKnown(published);
    if (known !== undefined) void queries.invalidateQueries({ queryKey: ["page"] });
  }, [published, known, queries]);
}
