import type { CostsPage } from "#api/contract";
import { Waterfall } from "../../components/charts/waterfall.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { currentOf } from "../../components/figures/program-findings.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { useView } from "../../view.ts";
import { Ledger } from "./ledger.tsx";
import { costsMessages } from "./messages.ts";
import { useSteps } from "./program-steps.ts";

/** One program from its first approval on; the most grown one unless the address names another. */
export function ProgramTile({ page }: { page: CostsPage }) {
  const { view } = useView();
  const programs = currentOf(page.programs).toSorted((one, other) => (other.growth ?? 0) - (one.growth ?? 0));
  const program = programs.find((one) => one.key === view.program) ?? programs[0];
  return program ? <Open page={page} program={program} /> : null;
}

type OpenProps = { page: CostsPage; program: CostsPage["programs"][number] };

function Open({ page, program }: OpenProps) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const { change } = useView();
  const steps = useSteps(program);
  const approved = program.approved_usd;
  const isApproved = approved !== null && program.first_approved_usd !== null;
  return (
    <Tile
      id="program"
      topic={say("costs.program_topic")}
      freshness={page.answers.recurring}
      finding={
        isApproved
          ? say("costs.program_finding", {
              name: program.name,
              first: formats.money(program.first_approved_usd ?? 0),
              now: formats.money(approved),
            })
          : say("costs.program_unknown", { name: program.name, date: formats.date(page.cost_as_of) })
      }
      words={
        <>
          <p>{program.purpose}</p>
          <Choice
            label={say("costs.choose_program")}
            value={program.key}
            options={currentOf(page.programs).map((one) => ({ key: one.key, label: one.name }))}
            onChoose={(key) => change({ program: key })}
          />
        </>
      }
    >
      {steps.length > 0 && (
        <>
          <Waterfall
            title={say("costs.waterfall", { count: steps.length, now: formats.money(approved ?? 0) })}
            caption={say("costs.waterfall_caption", { name: program.name })}
            steps={steps}
          />
          <Ledger program={program} />
        </>
      )}
    </Tile>
  );
}
