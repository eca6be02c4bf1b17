import { useQuery } from "@tanstack/react-query";
import type { WhyResponse } from "#api/contract";
import { fetchWhy } from "../../client.ts";
import { PageDialog } from "../actions/page-dialog.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { useProblemWords } from "../figures/names.ts";
import { Status, type StatusKind } from "../figures/status.tsx";
import { GrantList } from "./grant-list.tsx";
import { accessMessages } from "./messages.ts";

type Props = { asked: Record<string, string>; onClose: () => void };

/** Why a reader can or cannot see a page or a figure: what her grants reach, and what is missing. */
export function WhyDialog({ asked, onClose }: Props) {
  const say = useSay(accessMessages);
  const problemWords = useProblemWords();
  const answer = useQuery({ queryKey: ["why", asked], queryFn: () => fetchWhy(asked) });
  return (
    <PageDialog title={say("access.why")} onClose={onClose}>
      <div role="status">
        {answer.isPending && say("access.loading")}
        {problemWords(answer.error)}
        {answer.data && (
          <Status kind={kinds[answer.data.sees]}>{say(`access.why_${answer.data.sees}`)}</Status>
        )}
      </div>
      {answer.data && <Reasons why={answer.data} />}
    </PageDialog>
  );
}

const kinds: Record<WhyResponse["sees"], StatusKind> = { all: "good", part: "warn", nothing: "bad" };

function Reasons({ why }: { why: WhyResponse }) {
  const say = useSay(accessMessages);
  const formats = useFormats();
  const lacks = why.missing.map(({ key, subject }) =>
    say("access.missing", { key, subject: say("access.subject", { subject: subject ?? "other" }) }),
  );
  const hidden =
    why.hidden_up_to === null ? [] : [say("access.hidden", { threshold: formats.number(why.hidden_up_to) })];
  const lines = [...lacks, ...hidden];
  return (
    <>
      {lines.length > 0 && (
        <section className="definition">
          <h3>{say("access.why_missing")}</h3>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p className="aside">{say("access.ask")}</p>
        </section>
      )}
      {why.grants.length > 0 && (
        <section className="definition">
          <h3>{say("access.why_grants")}</h3>
          <GrantList grants={why.grants} />
        </section>
      )}
    </>
  );
}
