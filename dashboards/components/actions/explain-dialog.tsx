import type { Answer } from "#api/contract";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { DefinitionPairs, Provenance } from "../figures/provenance.tsx";
import { CompareLink } from "../questions/compare-link.tsx";
import { PageDialog } from "./page-dialog.tsx";

type Props = { subject: string; answer: Answer; onClose: () => void };

/** Traces figures to their definition, generation, freshness, schools and n. */
export function ExplainDialog({ subject, answer, onClose }: Props) {
  const say = useSay(figureMessages);
  return (
    <PageDialog title={say("figure.explain_title", { subject })} onClose={onClose}>
      <Provenance answer={answer} />
      {answer.definitions.map((definition) => (
        <section key={definition.measure} className="definition">
          <h3>{definition.label}</h3>
          <p>{definition.definition}</p>
          <DefinitionPairs answer={answer} definition={definition} />
          <CompareLink measure={definition.measure} />
        </section>
      ))}
    </PageDialog>
  );
}
