import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Report } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { deleteReport } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";

/** Asks before a report goes for ever. */
export function DeleteDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const say = useSay(buildMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const deleting = useMutation({
    mutationFn: () => deleteReport(report.report),
    onSuccess: async () => {
      await navigate({ to: "/reports" });
      await queries.invalidateQueries({ queryKey: ["reports"] });
    },
  });
  return (
    <PageDialog title={say("build.delete_title", { title: report.content.title })} onClose={onClose}>
      <p>{say("build.delete_words")}</p>
      {deleting.error && <p role="alert">{problemWords(deleting.error)}</p>}
      <button
        type="button"
        className="button is-primary"
        disabled={deleting.isPending}
        onClick={() => deleting.mutate()}
      >
        {say("build.delete_sure")}
      </button>
    </PageDialog>
  );
}
