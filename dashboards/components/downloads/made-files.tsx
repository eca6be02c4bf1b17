import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import type { ExportJob } from "#api/contract";
import { cancelFile, fetchFiles } from "../../exports-client.ts";
import { useTakeFile } from "../actions/use-download.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { useProblemWords } from "../figures/names.ts";
import { downloadMessages } from "./messages.ts";
import { filesKey } from "./use-file.ts";

const LOOK_AGAIN_MS = 1000;
const isOpen = ({ state }: ExportJob) => state === "waiting" || state === "asking" || state === "writing";

/** The files that are made for the reader while nobody waits, and how far each is; nothing where there is none. */
export function MadeFiles() {
  const say = useSay(downloadMessages);
  const id = useId();
  const { data } = useQuery({
    queryKey: filesKey,
    queryFn: fetchFiles,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? LOOK_AGAIN_MS : false),
  });
  const files = (data ?? []).filter(({ state }) => state !== "cancelled");
  if (files.length === 0) return null;
  return (
    <section aria-labelledby={id} className="made-files">
      <h2 id={id}>{say("download.files")}</h2>
      <p className="hint">{say("download.files_words")}</p>
      <ul>
        {files.map((job) => (
          <MadeFile key={job.job} job={job} />
        ))}
      </ul>
    </section>
  );
}

function MadeFile({ job }: { job: ExportJob }) {
  const say = useSay(downloadMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const taking = useTakeFile();
  const cancelling = useMutation({
    mutationFn: () => cancelFile(job.job),
    onSuccess: () => queries.invalidateQueries({ queryKey: filesKey }),
  });
  const name = say("download.file", { title: job.title, format: say(`download.${job.format}`) });
  return (
    <li>
      <strong>{name}</strong>
      <Standing job={job} name={name} />
      {job.state === "done" && (
        <button type="button" className="button" onClick={() => taking.start(job)}>
          {say("download.take")}
          <span className="sr-only">: {name}</span>
        </button>
      )}
      <button type="button" className="text-button" onClick={() => cancelling.mutate()}>
        {say(isOpen(job) ? "download.cancel" : "download.discard")}
        <span className="sr-only">: {name}</span>
      </button>
      <span role="status" className="download-state">
        {taking.words}
      </span>
      {cancelling.error && <span role="alert">{problemWords(cancelling.error)}</span>}
    </li>
  );
}

/** The number of rows is known, and said, before any of them is written. */
function Standing({ job, name }: { job: ExportJob; name: string }) {
  const say = useSay(downloadMessages);
  const formats = useFormats();
  const { state, format, rows_done: done, rows_total: total, message: reason, expires_at } = job;
  return (
    <>
      <span className="hint" role={state === "writing" ? undefined : "status"}>
        {say("download.state", {
          state,
          format,
          done,
          total: total ?? 0,
          reason,
          until: formats.moment(expires_at),
        })}
      </span>
      {state === "writing" && <progress aria-label={name} max={total ?? undefined} value={done} />}
    </>
  );
}
