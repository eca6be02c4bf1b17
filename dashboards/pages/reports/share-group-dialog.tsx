import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { NamedGroup, ReportSharing } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { groupsKey } from "../../components/questions/named-groups.ts";
import { changeGroup } from "../../reports-client.ts";
import { SharingForm } from "../build-dialogs/sharing-form.tsx";
import { reportsMessages } from "./messages.ts";

type Props = { group: NamedGroup; onDone: (words: string) => void; onClose: () => void };

/** Who may name a group in her filters; whom of its members she sees is for her own grants to say. */
export function ShareGroupDialog({ group: { group, name, sharing: now }, onDone, onClose }: Props) {
  const say = useSay(reportsMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const sharing = useMutation({
    mutationFn: (wanted: ReportSharing) => changeGroup(group, { sharing: wanted }),
    onSuccess: async (kept) => {
      await queries.invalidateQueries({ queryKey: groupsKey });
      onDone(
        say(kept.sharing.with === "nobody" ? "reports.group_private" : "reports.group_shared", { name }),
      );
    },
  });
  return (
    <PageDialog title={say("reports.group_share_title", { name })} onClose={onClose}>
      <p>{say("reports.group_share_words")}</p>
      <SharingForm sharing={now} isPending={sharing.isPending} onShare={sharing.mutate}>
        {sharing.error && <p role="alert">{problemWords(sharing.error)}</p>}
      </SharingForm>
    </PageDialog>
  );
}
