import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button, DropZone, FileTrigger, Text } from "react-aria-components";
import type { Upload, UploadsResponse } from "#api/contract";
import { sendUpload } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { useFeedName } from "./feed-name.ts";
import { uploadMessages } from "./messages.ts";

type Props = { uploads: UploadsResponse; onSent: (upload: Upload) => void };

const MEGABYTE = 1024 ** 2;
const byName = "";

/** Where a file is chosen or dropped; it is sent at once and checked. */
export function ChooseTile({ uploads: { feeds, largest_bytes }, onSent }: Props) {
  const say = useSay(uploadMessages);
  const feedName = useFeedName();
  const [kind, setKind] = useState(byName);
  const most = largest_bytes / MEGABYTE;
  const sending = useSending(most, onSent);
  const chosen = feeds.find(({ source, feed }) => `${source} ${feed}` === kind);
  const send = (file: File | undefined) =>
    file && !sending.isPending && sending.mutate({ file, source: chosen?.source, feed: chosen?.feed });
  const options = feeds.map(({ source, feed, file }) => ({
    key: `${source} ${feed}`,
    label: say("upload.feed_file", { feed: feedName(feed), file }),
  }));
  return (
    <section className="tile" aria-labelledby="choose-finding">
      <div className="tile-words">
        <p className="topic">{say("upload.choose_topic")}</p>
        <h2 id="choose-finding">{say("upload.choose_finding")}</h2>
        <p className="tile-text">{say("upload.choose_words", { most })}</p>
      </div>
      <div className="tile-figures">
        <ErrorSummary sentence={sending.refused} />
        <Choice
          label={say("upload.kind")}
          value={kind}
          options={[{ key: byName, label: say("upload.by_name") }, ...options]}
          onChoose={setKind}
        />
        <DropZone
          className="drop-zone"
          onDrop={async ({ items }) => {
            const [item] = items;
            if (item?.kind === "file") send(await item.getFile());
          }}
        >
          <Text slot="label">{say("upload.drop")}</Text>
          <FileTrigger onSelect={(files) => send(files?.[0])}>
            <Button className="button is-primary">{say("upload.choose")}</Button>
          </FileTrigger>
        </DropZone>
        <p role="status">{sending.isPending && say("upload.sending", { file: sending.file })}</p>
      </div>
    </section>
  );
}

type Sent = { file: File; source: string | undefined; feed: string | undefined };

/** Sends a file; `refused` says why one was not taken. */
function useSending(most: number, onSent: (upload: Upload) => void) {
  const say = useSay(uploadMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: ({ file, ...said }: Sent) => {
      if (file.size > most * MEGABYTE) throw new Error(say("upload.too_large", { most }));
      return sendUpload(file, said);
    },
    onSuccess: async (upload) => {
      await queries.invalidateQueries({ queryKey: ["uploads"] });
      onSent(upload);
    },
  });
  const file = variables?.file.name ?? "";
  const refused = error ? say("upload.not_sent", { file, reason: problemWords(error) }) : "";
  return { mutate, isPending, file, refused };
}
