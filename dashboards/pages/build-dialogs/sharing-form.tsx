import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { ReportSharing, ReportsResponse } from "#api/contract";
import { accessMessages } from "../../components/access/messages.ts";
import { useSay } from "../../components/figures/formats.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { fetchReports } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";

type Props = {
  sharing: ReportSharing;
  isPending: boolean;
  onShare: (wanted: ReportSharing) => void;
  /** Why it was not kept. */
  children: ReactNode;
};

/** With whom a report or a named group is shared: what this reader may choose. */
export function SharingForm({ sharing, isPending, onShare, children }: Props) {
  const say = useSay(buildMessages);
  const { data } = useQuery({ queryKey: ["reports"], queryFn: fetchReports });
  const options = useOptions(data?.may_share);
  const [chosen, setChosen] = useState(keyOf(sharing));
  const wanted = options.find(({ key }) => key === chosen)?.sharing;
  return (
    <>
      <Choice label={say("build.share_with")} value={chosen} options={options} onChoose={setChosen} />
      {children}
      <button
        type="button"
        className="button is-primary"
        disabled={isPending}
        onClick={() => wanted && onShare(wanted)}
      >
        {say("build.keep")}
      </button>
    </>
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
