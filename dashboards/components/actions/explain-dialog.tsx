import type { Answer } from "#api/contract";
import { cellAt } from "../figures/cells.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
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
          <dl className="pairs">
            <Counted answer={answer} measure={definition.measure} />
            <dt>{say("figure.authority")}</dt>
            <dd>{definition.authority}</dd>
            <dt>{say("figure.citation")}</dt>
            <dd>{definition.citation ?? say("figure.not_cited")}</dd>
            <dt>{say("figure.version")}</dt>
            <dd>{definition.version}</dd>
            <dt>{say("figure.parameters")}</dt>
            <dd>
              {Object.entries(definition.parameters)
                .map(([name, value]) => `${name} = ${value}`)
                .join("; ") || say("figure.no_parameters")}
            </dd>
          </dl>
          <CompareLink measure={definition.measure} />
        </section>
      ))}
    </PageDialog>
  );
}

function Provenance({ answer }: { answer: Answer }) {
  const say = useSay(figureMessages);
  const formats = useFormats();
  const { reported, expected } = answer.coverage;
  return (
    <dl className="pairs">
      <dt>{say("figure.generation")}</dt>
      <dd>{answer.generation}</dd>
      {answer.fresh_through && (
        <>
          <dt>{say("figure.through")}</dt>
          <dd>{formats.date(answer.fresh_through)}</dd>
        </>
      )}
      {expected > 0 && (
        <>
          <dt>{say("figure.schools")}</dt>
          <dd>
            {say("figure.schools_of", { reported, expected })}
            {answer.missing.length > 0 &&
              ` · ${say("figure.missing", { schools: formats.list(answer.missing.map((school) => school.label)) })}`}
          </dd>
        </>
      )}
      {answer.notes.length > 0 && (
        <>
          <dt>{say("figure.notes")}</dt>
          <dd lang="en">{answer.notes.join(" ")}</dd>
        </>
      )}
    </dl>
  );
}

function Counted({ answer, measure }: { answer: Answer; measure: string }) {
  const say = useSay(figureMessages);
  const formats = useFormats();
  if (answer.rows.length !== 1) return null;
  const { numerator, denominator } = cellAt(answer, measure);
  if (numerator === null || denominator === null) return null;
  return (
    <>
      <dt>{say("figure.n")}</dt>
      <dd>
        {say("figure.n_of", {
          numerator: formats.number(numerator),
          denominator: formats.number(denominator),
        })}
      </dd>
    </>
  );
}
