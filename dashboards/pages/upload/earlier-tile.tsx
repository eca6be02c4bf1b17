import { Link } from "@tanstack/react-router";
import type { Upload } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status, type StatusKind } from "../../components/figures/status.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { useFeedName } from "./feed-name.ts";
import { uploadMessages } from "./messages.ts";

type Props = { uploads: Upload[]; shown: string | undefined };

const kinds: Record<Upload["state"], StatusKind> = {
  checking: "none",
  checked: "warn",
  refused: "bad",
  loading: "none",
  published: "good",
  failed: "bad",
  withdrawn: "none",
};

/** What was uploaded before, each with its report. */
export function EarlierTile({ uploads, shown }: Props) {
  const say = useSay(uploadMessages);
  const formats = useFormats();
  const feedName = useFeedName();
  return (
    <section className="tile is-wide" aria-labelledby="earlier-finding">
      <div className="tile-words">
        <p className="topic">{say("upload.earlier_topic")}</p>
        <h2 id="earlier-finding">{say("upload.earlier_finding", { count: uploads.length })}</h2>
      </div>
      {uploads.length > 0 && (
        <div className="tile-figures">
          <FigureTable
            caption={say("upload.earlier_table")}
            isCaptionHidden
            rows={uploads}
            rowKey={({ upload_id }) => upload_id}
            columns={[
              {
                key: "file",
                header: say("upload.file"),
                show: ({ upload_id, file_name }) => (
                  <Link
                    to="/upload"
                    search={{ upload: upload_id }}
                    aria-current={upload_id === shown ? "true" : undefined}
                  >
                    {file_name}
                  </Link>
                ),
              },
              {
                key: "state",
                header: say("upload.state"),
                show: ({ state }) => (
                  <Status kind={kinds[state]}>{say("upload.state_word", { state })}</Status>
                ),
              },
              { key: "kind", header: say("upload.kind"), show: ({ feed }) => feedName(feed) },
              {
                key: "sent",
                header: say("upload.sent_at"),
                show: ({ made_at }) => formats.moment(made_at),
              },
              {
                key: "refused",
                header: say("upload.rows_refused"),
                align: "end",
                show: ({ report }) => (report ? formats.number(report.rows.rejected) : "–"),
              },
            ]}
          />
        </div>
      )}
    </section>
  );
}
