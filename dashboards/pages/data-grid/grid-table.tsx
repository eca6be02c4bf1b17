import type { DataPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "../data/messages.ts";
import { missingDays, type School } from "./group-schools.ts";

type State = School["cells"][string][number];

const signs: Record<State, string> = { reported: "●", late: "◐", missing: "✕", not_expected: "·" };
const words = {
  reported: "data.reported",
  late: "data.late",
  missing: "data.missing_day",
  not_expected: "data.not_expected",
} as const;

type Props = { schools: School[]; days: DataPage["grid"]["days"]; feed: string };

/** One page of schools × the last school days of one feed, the newest first. */
export function GridTable({ schools, days, feed }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  return (
    <div className="grid-table">
      <FigureTable
        caption={say("data.grid_table", { feed })}
        isCaptionHidden
        rows={schools}
        limit={schools.length}
        empty={say("data.grid_empty")}
        rowKey={(school) => school.key}
        columns={[
          { key: "school", header: say("data.school"), show: (school) => school.label },
          {
            key: "missing",
            header: say("data.missing"),
            align: "end" as const,
            show: (school) => formats.number(missingDays(school, feed)),
          },
          // The newest day first: a phone shows the first few.
          ...days
            .map((day, index) => ({
              key: day,
              header: formats.dayMonth(day),
              show: (school: School) => <Sign state={school.cells[feed]?.[index] ?? "not_expected"} />,
            }))
            .reverse(),
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

export function GridLegend() {
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
