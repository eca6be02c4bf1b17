import type { Answer, SchoolPage } from "#api/contract";
import { cellAt } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { CompareLink } from "../../components/questions/compare-link.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { schoolMessages } from "./messages.ts";

/** Why the state's figure differs: two counts, and two definitions side by side. */
export function StateTile({ page }: { page: SchoolPage }) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const state = cellAt(page.answers.state, "census_enrollment").value;
  const ours = cellAt(page.answers.ours, "census_day_enrollment").value;
  const pair = page.answers.definitions;
  const isKnown = state !== null && ours !== null;
  return (
    <Tile
      id="state"
      topic={say("school.state_topic")}
      finding={
        isKnown
          ? say("school.state_finding", {
              size: Math.abs(state - ours),
              direction: state > ours ? "more" : "fewer",
            })
          : say("school.state_unknown")
      }
      words={
        isKnown && (
          <p>{say("school.state_text", { state: formats.number(state), ours: formats.number(ours) })}</p>
        )
      }
      answer={page.answers.state}
      slice={page.slices.state}
    >
      {pair && <Definitions pair={pair} />}
      {pair && <CompareLink measure="chronic_absence_rate" />}
    </Tile>
  );
}

function Definitions({ pair }: { pair: Answer }) {
  const say = useSay(schoolMessages);
  return (
    <FigureTable<Answer["definitions"][number]>
      caption={say("school.definitions_title")}
      rows={pair.definitions}
      rowKey={(definition) => definition.measure}
      columns={[
        wordColumn("label", say("school.definition"), ({ label }) => <strong>{label}</strong>),
        wordColumn("words", say("school.what"), ({ definition }) => definition),
        figureColumn("rate", say("school.rate"), ({ measure }) => (
          <FigureText cell={cellAt(pair, measure)} kind="percent" />
        )),
        figureColumn("version", say("school.version"), ({ version }) => version),
      ]}
    />
  );
}
