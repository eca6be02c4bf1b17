import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Report, ReportSharing, ReportsResponse } from "#api/contract";
import { accessMessages } from "../../components/access/messages.ts";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { changeReport, fetchReports } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";
import { NotSaved } from "./not-saved.tsx";
import { useKept } from "./save-dialog.tsx";

type Props = { report: Report; onDone: (words: string) => void; onClose: () => void };

/** With whom a report is shared; the figures never are. */
export function ShareDialog({ report, onDone, onClose }: Props) {
  const say = useSay(buildMessages);
  const { data } = useQuery({ queryKey: ["reports"], queryFn: fetchReports });
  const options = useOptions(data?.may_share);
  const [chosen, setChosen] = useState(keyOf(report.sharing));
  const keep = useKept();
  const sharing = useMutation({
    mutationFn: (wanted: ReportSharing) =>
      changeReport(report.report, { content: report.content, sharing: wanted, version: report.version }),
    onSuccess: async (saved) => {
      onDone(say(saved.sharing.with === "nobody" ? "build.private" : "build.shared"));
      await keep(saved);
    },
  });
  const wanted = options.find(({ key }) => key === chosen)?.sharing;
  return (
    <PageDialog title={say("build.share_title", { title: report.content.title })} onClose={onClose}>
      <p>{say("build.share_words")}</p>
      <Choice label={say("build.share_with")} value={chosen} options={options} onChoose={setChosen} />
      <NotSaved error={sharing.error} report={report.report} />
      <button
        type="button"
        className="button is-primary"
        disabled={sharing.isPending}
        onClick={() => wanted && sharing.mutate(wanted)}
      >
        {say("build.keep")}
      </button>
    </PageDialog>
  );
}

type Option = { key: string; label: string; sharing: ReportSharing };

/** What this reader may choose. */
function useOptions(may: ReportsResponse["may_share"] | undefined): Option[] {
  const say = useSay(buildMessages);
  const sayAccess = useSay(accessMessages);
  const option = (sharing: ReportSharing, label: string) => ({ key: keyOf(sharing), label, sharing });
  return [
    option({ with: "nobody" }, say("build.share.nobody")),
    ...(may?.schools ?? []).map(({ key, label }) =>
      option({ with: "school", school: key }, say("build.share.school", { school: label })),
    ),
    ...(may?.roles ?? []).map((role) =>
      option({ with: "role", role }, say("build.share.role", { role: sayAccess("access.role", { role }) })),
    ),
    ...(may?.district ? [option({ with: "district" }, say("build.share.district"))] : []),
  ];
}

function keyOf(sharing: ReportSharing): string {
  if (sharing.with === "school") return `school ${sharing.school}`;
  return sharing.with === "role" ? `role ${sharing.role}` : sharing.with;
}
