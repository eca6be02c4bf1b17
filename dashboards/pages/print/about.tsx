import type { Answer, Printing } from "#api/contract";
import { accessMessages } from "../../components/access/messages.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { DefinitionPairs, Provenance } from "../../components/figures/provenance.tsx";
import { printMessages } from "./messages.ts";

type Props = { printing: Printing; answer: Answer };

/** What whoever holds the paper alone must know: who asked, in which scope, of which generation, what was counted. */
export function About({ printing, answer }: Props) {
  const say = useSay(printMessages);
  return (
    <section className="print-about" aria-labelledby="about">
      <h2 id="about">{say("print.about")}</h2>
      <Asked printing={printing} answer={answer} />
      <Provenance answer={answer} />
      <h3>{say("print.definitions")}</h3>
      {answer.definitions.map((definition) => (
        <section key={definition.measure} className="definition">
          <h4>{definition.label}</h4>
          <p>{definition.definition}</p>
          <DefinitionPairs answer={answer} definition={definition} />
        </section>
      ))}
    </section>
  );
}

function Asked({ printing: { asked_by, scope, published_at }, answer }: Props) {
  const say = useSay(printMessages);
  const sayAccess = useSay(accessMessages);
  const formats = useFormats();
  const role = sayAccess("access.role", { role: asked_by.role });
  return (
    <dl className="pairs">
      <dt>{say("print.asked_by")}</dt>
      <dd>{say("print.asked", { name: asked_by.name, role })}</dd>
      <dt>{say("print.scope")}</dt>
      <dd>{say("print.scope_words", scope)}</dd>
      <dt>{say("print.published")}</dt>
      <dd>{formats.moment(published_at)}</dd>
      <dt>{say("print.rows")}</dt>
      <dd>{formats.number(answer.rows.length)}</dd>
    </dl>
  );
}
