import type { DataPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Choice } from "../../components/shell/choice.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { useView } from "../../view.ts";
import { dataMessages } from "./messages.ts";

type Grid = DataPage["grid"];
type State = Grid["schools"][number]["cells"][string][number];

const signs: Record<State, string> = { reported: "●", late: "◐", missing: "✕", not_expected: "·" };
const words = {
  reported: "data.reported",
  late: "data.late",
  missing: "data.missing_day",
  not_expected: "data.not_expected",
} as const;

/** Schools × the last school days of one feed, schools with missing days first. */
export function GridTile({ page }: { page: DataPage }) {
  const say = useSay(dataMessages);
  const { view, change } = useView();
  const { grid } = page;
  const feed = grid.feeds.find((one) => one === view.feed) ?? grid.feeds[0];
  if (!feed) return <Tile id="grid" topic={say("data.grid_topic")} finding={say("data.grid_none")} />;
  const missing = (school: Grid["schools"][number]) =>
    (school.cells[feed] ?? []).filter((state) => state === "missing").length;
  const schools = grid.schools.toSorted((one, other) => missing(other) - missing(one));
  return (
    <Tile
      id="grid"
      topic={say("data.grid_topic")}
      freshness={freshnessOf(page)}
      finding={say("data.grid_finding", {
        count: schools.filter((school) => missing(school) > 0).length,
        feed,
        days: grid.days.length,
      })}
      words={
        <>
          <Choice
            label={say("data.choose_feed")}
            value={feed}
            options={grid.feeds.map((key) => ({ key, label: key }))}
            onChoose={(key) => change({ feed: key })}
          />
          <GridLegend />
        </>
      }
      isWide
    >
      <GridTable grid={{ ...grid, schools }} feed={feed} missing={missing} />
    </Tile>
  );
}

type TableProps = { grid: Grid; feed: string; missing: (school: Grid["schools"][number]) => number };

function GridTable({ grid, feed, missing }: TableProps) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  return (
    <div className="grid-table">
      <FigureTable
        caption={say("data.grid_table", { feed })}
        isCaptionHidden
        rows={grid.schools}
        rowKey={(school) => school.key}
        columns={[
          { key: "school", header: say("data.school"), show: (school) => school.label },
          {
            key: "missing",
            header: say("data.missing"),
            align: "end" as const,
            show: (school) => formats.number(missing(school)),
          },
          ...grid.days.map((day, index) => ({
            key: day,
            header: formats.dayMonth(day),
            show: (school: Grid["schools"][number]) => (
              <Sign state={school.cells[feed]?.[index] ?? "not_expected"} />
            ),
          })),
        ]}
      />
    </div>
  );
}

function Sign({ state }: { state: State }) {
  const say = useSay(dataMessages);
  return (
    <span className={`sign sign-${state}`}>
      <span aria-hidden="true">{signs[state]}</span>
      <span className="sr-only">{say(words[state])}</span>
    </span>
  );
}

function GridLegend() {
  const say = useSay(dataMessages);
  const states: State[] = ["missing", "late", "reported", "not_expected"];
  return (
    <ul className="grid-legend">
      {states.map((state) => (
        <li key={state}>
          <span className={`sign sign-${state}`} aria-hidden="true">
            {signs[state]}
          </span>{" "}
          {say(words[state])}
        </li>
      ))}
    </ul>
  );
}
