import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Upload, UploadReport } from "#api/contract";
import { submitUpload, withdrawUpload } from "../../client.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { useFeedName } from "./feed-name.ts";
import { KindsList } from "./kinds-list.tsx";
import { uploadMessages } from "./messages.ts";
import { SchoolsTable } from "./schools-table.tsx";

/** What would become, or became, of a file: in a sentence, by school, and each kind of error once. */
export function ReportTile({ upload }: { upload: Upload }) {
  const say = useSay(uploadMessages);
  const formats = useFormats();
  const feedName = useFeedName();
  const { state, file_name: file, report } = upload;
  const heading = useLeadTo(state);
  const isMoving = state === "checking" || state === "loading";
  const rows = upload.outcome ?? report?.rows;
  return (
    <section className="tile is-wide" aria-labelledby="report-finding" aria-busy={isMoving}>
      <div className="tile-words">
        <p className="topic">{say("upload.report_topic", { feed: feedName(upload.feed), file })}</p>
        <h2 id="report-finding" tabIndex={-1} ref={heading}>
          {isMoving
            ? say(`upload.${state}`, { file })
            : say("upload.finding", {
                state,
                rows: rows?.read ?? 0,
                total: formats.number(rows?.read ?? 0),
                refused: rows?.rejected ?? 0,
              })}
        </h2>
        <div className="tile-text" role="status">
          <Standing upload={upload} />
        </div>
        <Decide upload={upload} />
      </div>
      {report && !isMoving && (
        <div className="tile-figures">
          {report.rows.read > 0 && <SchoolsTable report={report} state={state} />}
          {report.rows.read > 0 && <KindsList kinds={report.kinds} />}
        </div>
      )}
    </section>
  );
}

/** When checking or loading has ended, the reader is led to what came of it. */
function useLeadTo(state: Upload["state"]) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<Upload["state"] | null>(null);
  useEffect(() => {
    if (before.current !== state) heading.current?.focus();
    before.current = state;
  }, [state]);
  return heading;
}

function Standing({ upload }: { upload: Upload }) {
  const say = useSay(uploadMessages);
  const { state, report, message, outcome } = upload;
  if (state === "checking" || state === "loading") return <p>{say(`upload.${state}_words`)}</p>;
  return (
    <>
      {outcome && (
        <p>{say("upload.published_words", { generation: outcome.generation ?? "–", run: outcome.run })}</p>
      )}
      {message && <p lang="en">{message}</p>}
      {(state === "refused" || (state === "checked" && (report?.rows.rejected ?? 0) > 0)) && (
        <p>{say("upload.refused_words", { state })}</p>
      )}
      {state === "checked" && report && <Consequences report={report} />}
    </>
  );
}

function Consequences({ report: { replaces, knock_on } }: { report: UploadReport }) {
  const say = useSay(uploadMessages);
  const formats = useFormats();
  return (
    <>
      <p>
        {replaces
          ? say("upload.replaces", {
              file: replaces.file,
              date: formats.date(replaces.landed_at),
              rows: replaces.rows,
            })
          : say("upload.new_feed")}
      </p>
      {knock_on.map(({ file, rejected_now, rejected_then }) => (
        <p key={file}>{say("upload.knock_on", { file, count: rejected_then, now: rejected_now })}</p>
      ))}
    </>
  );
}

/** Submitting and taking back, as long as either is possible. */
function Decide({ upload: { upload_id, state } }: { upload: Upload }) {
  const say = useSay(uploadMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ["uploads"] });
  const submit = useMutation({ mutationFn: () => submitUpload(upload_id), onSettled });
  const withdraw = useMutation({ mutationFn: () => withdrawUpload(upload_id), onSettled });
  if (state !== "checked" && state !== "failed") return null;
  const error = submit.error ?? withdraw.error;
  const isBusy = submit.isPending || withdraw.isPending;
  return (
    <>
      <ErrorSummary sentence={error ? say("upload.not_done", { reason: problemWords(error) }) : ""} />
      <div className="upload-decide">
        <button type="button" className="button is-primary" disabled={isBusy} onClick={() => submit.mutate()}>
          {say("upload.submit")}
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={() => withdraw.mutate()}>
          {say("upload.withdraw")}
        </button>
      </div>
    </>
  );
}
