import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchAnswer, RefusedRequest } from "../../client.ts";
import { PageDialog } from "../actions/page-dialog.tsx";
import { RadioRow } from "../builder/radio-row.tsx";
import { DownloadMenu } from "../downloads/download-menu.tsx";
import { useSay } from "../figures/formats.ts";
import { nameAnswer, useNames, useProblemWords } from "../figures/names.ts";
import { PurposeAsk } from "../purpose/purpose-ask.tsx";
import type { Filter } from "../questions/draft.ts";
import { useSession } from "../shell/app-shell.tsx";
import { sliceBehind, type Way } from "./drill.ts";
import { DrillList } from "./drill-list.tsx";
import { drillMessages } from "./messages.ts";

type Props = {
  /** The number with what it counts, and of whom. */
  figure: string;
  measure: string;
  where: Filter[];
  ways: Way[];
  onClose: () => void;
};

const mostRows = 1000;

/** The students or schools behind a number, asked through the gate like everything else. */
export function DrillDialog({ figure, measure, where, ways, onClose }: Props) {
  const say = useSay(drillMessages);
  const [way = "school", setWay] = useState(ways[0]);
  return (
    <PageDialog title={say("drill.title", { figure })} onClose={onClose}>
      {ways.length > 1 && (
        <RadioRow
          legend={say("drill.by")}
          value={way}
          options={ways.map((key) => ({ key, label: say(`drill.${key}`) }))}
          onChoose={setWay}
        />
      )}
      <Behind figure={figure} measure={measure} where={where} way={way} />
    </PageDialog>
  );
}

function Behind({ figure, measure, where, way }: Omit<Props, "ways" | "onClose"> & { way: Way }) {
  const say = useSay(drillMessages);
  const problemWords = useProblemWords();
  const nameOf = useNames();
  const session = useSession().data;
  const slice = sliceBehind(measure, where, way);
  const asked = { ...slice, limit: mostRows };
  const { data, error, isPending } = useQuery({
    queryKey: ["answer", asked],
    queryFn: () => fetchAnswer(asked),
  });
  const caption = say("drill.list", { by: way, figure });
  if (error instanceof RefusedRequest && error.problem.code === "purpose_needed")
    return <PurposeAsk school={session?.schools[0]?.label ?? session?.district ?? ""} listId="behind" />;
  const rows = data && { count: data.rows.length, isWhole: data.rows.length < mostRows };
  return (
    <div id="behind" className="behind">
      <p role="status">{isPending ? say("drill.loading") : problemWords(error)}</p>
      {data && rows && (
        <>
          <DownloadMenu title={caption} slice={slice} rows={rows} />
          <DrillList answer={nameAnswer(data, nameOf)} measure={measure} way={way} caption={caption} />
          {!rows.isWhole && <p className="hint">{say("drill.most", { count: mostRows })}</p>}
        </>
      )}
    </div>
  );
}
