import { useState } from "react";
import type { DataPage } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Choice } from "../../components/shell/choice.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FilterBox, holdsWords } from "../../components/tables/filter-box.tsx";
import { Pager } from "../../components/tables/pager.tsx";
import { useView, type View } from "../../view.ts";
import { dataMessages } from "../data/messages.ts";
import { GridLegend, GridTable } from "./grid-table.tsx";
import { type GroupedBy, groupings, groupSchools, missingDays, type School } from "./group-schools.ts";
import { GroupsTable } from "./groups-table.tsx";

type Grid = DataPage["grid"];

/** More schools than this are told by region first. */
const FEW = 60;
/** Rows of the grid that are drawn at once: 1,300 with their days are 30,000 cells. */
const PAGE = 50;

/** Schools × the last school days of one feed, schools with missing days first; of many schools only those, by group. */
export function GridTile({ page }: { page: DataPage }) {
  const say = useSay(dataMessages);
  const { view } = useView();
  const { grid } = page;
  const feed = grid.feeds.find((one) => one === view.feed) ?? grid.feeds[0];
  if (!feed) return <Tile id="grid" topic={say("data.grid_topic")} finding={say("data.grid_none")} />;
  const by = groupingOf(view, grid);
  return (
    <Tile
      id="grid"
      topic={say("data.grid_topic")}
      freshness={freshnessOf(page)}
      finding={say("data.grid_finding", {
        count: grid.schools.filter((school) => missingDays(school, feed) > 0).length,
        all: grid.schools.length,
        feed,
        days: grid.days.length,
      })}
      words={<Controls grid={grid} feed={feed} by={by} />}
      isWide
    >
      {by && <GroupsTable groups={groupSchools(grid.schools, { by, feed })} by={by} within={view.within} />}
      <Schools grid={grid} feed={feed} by={by} key={`${feed} ${by} ${view.within} ${view.gaps}`} />
    </Tile>
  );
}

function groupingOf({ by }: View, { schools }: Grid): GroupedBy | undefined {
  if (by === undefined) return schools.length > FEW ? "region" : undefined;
  return groupings.find((one) => one === by);
}

type Props = { grid: Grid; feed: string; by: GroupedBy | undefined };

function Controls({ grid, feed, by }: Props) {
  const say = useSay(dataMessages);
  const { view, change } = useView();
  return (
    <>
      <Choice
        label={say("data.choose_feed")}
        value={feed}
        options={grid.feeds.map((key) => ({ key, label: key }))}
        onChoose={(key) => change({ feed: key })}
      />
      <Choice
        label={say("data.grid_group_by")}
        value={by ?? "none"}
        options={["none", ...groupings].map((key) => ({ key, label: say("data.grid_group", { by: key }) }))}
        onChoose={(key) => change({ by: key, within: "" })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={view.gaps !== "all"}
          onChange={(event) => change({ gaps: event.target.checked ? "" : "all" })}
        />
        {say("data.grid_gaps_only")}
      </label>
      <GridLegend />
    </>
  );
}

/** The chosen schools, a page at a time. */
function Schools({ grid, feed, by }: Props) {
  const say = useSay(dataMessages);
  const { view } = useView();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const isChosen = (school: School) =>
    (view.gaps === "all" || missingDays(school, feed) > 0) &&
    (by === undefined || view.within === undefined || school[by] === view.within) &&
    holdsWords(`${school.label} ${school.region ?? ""} ${school.operator ?? ""}`, words);
  const chosen = grid.schools
    .filter(isChosen)
    .sort((one, other) => missingDays(other, feed) - missingDays(one, feed));
  const look = (next: string) => {
    setWords(next);
    setAt(0);
  };
  return (
    <>
      <FilterBox label={say("data.grid_filter")} words={words} found={chosen.length} onChange={look} />
      <GridTable schools={chosen.slice(at * PAGE, (at + 1) * PAGE)} days={grid.days} feed={feed} />
      <Pager of={say("data.grid_topic")} count={chosen.length} size={PAGE} at={at} onTurn={setAt} />
    </>
  );
}
