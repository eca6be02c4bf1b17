import type { Answer } from "#api/contract";
import { cellAt } from "./cells.ts";
import { useFormats, useSay } from "./formats.ts";
import { figureMessages } from "./messages.ts";

/** What figures were made from: generation, freshness, schools and notes. */
export function Provenance({ answer }: { answer: Answer }) {
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
      {answer.routes.length > 0 && <dt>{say("figure.from")}</dt>}
      {fromWhere(answer).map(({ table, because }) => (
        <dd key={table}>{say(`figure.from_${because}`, { table })}</dd>
      ))}
    </dl>
  );
}

/** Each table once: totals may come from another one than the rows. */
function fromWhere({ routes }: Answer): Answer["routes"] {
  return routes.filter(({ table }, at) => routes.findIndex((route) => route.table === table) === at);
}

type DefinitionProps = { answer: Answer; definition: Answer["definitions"][number] };

/** Who says what a measure is, in which version, and of how many a single figure is. */
export function DefinitionPairs({ answer, definition }: DefinitionProps) {
  const say = useSay(figureMessages);
  return (
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
