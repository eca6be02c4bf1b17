import { useMutation } from "@tanstack/react-query";
import type { Report, ReportSharing } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { changeReport } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";
import { NotSaved } from "./not-saved.tsx";
import { useKept } from "./save-dialog.tsx";
import { SharingForm } from "./sharing-form.tsx";

type Props = { report: Report; onDone: (words: string) => void; onClose: () => void };

/** With whom a report is shared; the figures never are. */
export function ShareDialog({ report, onDone, onClose }: Props) {
  const say = useSay(buildMessages);
  const keep = useKept();
  const sharing = useMutation({
    mutationFn: (wanted: ReportSharing) =>
      changeReport(report.report, { content: report.content, sharing: wanted, version: report.version }),
    onSuccess: async (saved) => {
      onDone(say(saved.sharing.with === "nobody" ? "build.private" : "build.shared"));
      await keep(saved);
    },
  });
  return (
    <PageDialog title={say("build.share_title", { title: report.content.title })} onClose={onClose}>
      <p>{say("build.share_words")}</p>
      <SharingForm sharing={report.sharing} isPending={sharing.isPending} onShare={sharing.mutate}>
        <NotSaved error={sharing.error} report={report.report} />
      </SharingForm>
    </PageDialog>
  );
}
