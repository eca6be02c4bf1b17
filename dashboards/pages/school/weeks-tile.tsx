import type { Answer, SchoolPage } from "#api/contract";
import { type Week, WeeksLine } from "../../components/charts/weeks-line.tsx";
import { cellAt, keyOf, publishedRate } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { schoolMessages } from "./messages.ts";

export function WeeksTile({ page }: { page: SchoolPage }) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const weeks = weeksOf(page.answers.weeks);
  const previous = weeksOf(page.answers.weeks_previous);
  const reported = weeks.filter((week) => week.rate !== null);
  const [first, last] = [reported[0], reported.at(-1)];
  const frame = {
    id: "weeks",
    topic: say("school.weeks_topic"),
    answer: page.answers.weeks,
    slice: page.slices.weeks,
  };
  if (!first || !last || first.rate === null || last.rate === null) {
    return <Tile {...frame} finding={say("school.weeks_none")} />;
  }
  const same = previous[weeks.indexOf(last)]?.rate ?? null;
  const change = same === null ? null : last.rate - same;
  const lowest = Math.min(...[...weeks, ...previous].flatMap((week) => week.rate ?? []));
  const start = Math.max(0, Math.floor(100 * lowest - 0.5) / 100);
  return (
    <Tile
      {...frame}
      finding={say("school.weeks_finding", {
        rate: formats.percent(last.rate),
        week: formats.dayMonth(last.on),
        direction: directionOf(change),
        points: formats.number(Math.abs(100 * (change ?? 0)), 1),
      })}
    >
      <WeeksLine
        title={say("school.weeks_chart", {
          direction: directionOf(last.rate - first.rate),
          first: formats.percent(first.rate),
          last: formats.percent(last.rate),
        })}
        caption={say("school.weeks_caption", { year: page.school_year, start: formats.percent(start, 0) })}
        weeks={weeks}
        previous={previous}
        start={start}
      />
    </Tile>
  );
}

function weeksOf(answer: Answer | undefined): Week[] {
  return (answer?.rows ?? [])
    .map((record, row) => ({
      on: keyOf(record, "week"),
      rate: publishedRate(cellAt(answer, "daily_attendance_rate", { row })),
    }))
    .filter((week) => week.on !== "")
    .toSorted((one, other) => one.on.localeCompare(other.on));
}

function directionOf(change: number | null): "up" | "down" | "same" | "none" {
  if (change === null) return "none";
  if (Math.abs(change) < 0.0005) return "same";
  return change > 0 ? "up" : "down";
}
