import { useState } from "react";
import type { Reconciliation } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { FilterBox, holdsWords } from "../../components/tables/filter-box.tsx";
import type { Sort } from "../../components/tables/sort.ts";
import { useView } from "../../view.ts";
import { useCountColumns } from "./columns.tsx";
import { reconciliationMessages } from "./messages.ts";

type Props = { found: Reconciliation };
type School = Reconciliation["schools"][number];

/** All schools of the reader, the largest difference first; a school's button opens its files. */
export function SchoolsTile({ found: { schools } }: Props) {
  const say = useSay(reconciliationMessages);
  const [words, setWords] = useState("");
  const shown = schools.filter(({ school, operator }) => holdsWords(`${school} ${operator ?? ""}`, words));
  return (
    <Tile
      id="schools"
      topic={say("reconciliation.schools_topic")}
      finding={say("reconciliation.schools_finding", {
        count: schools.filter((school) => school.rows_left_out > 0).length,
      })}
      words={
        schools.length > 1 && (
          <FilterBox
            label={say("reconciliation.filter")}
            words={words}
            found={shown.length}
            onChange={setWords}
          />
        )
      }
      isWide
    >
      <SchoolsTable schools={shown} />
    </Tile>
  );
}

function SchoolsTable({ schools }: { schools: School[] }) {
  const say = useSay(reconciliationMessages);
  const [sort, setSort] = useState<Sort>();
  const counts = useCountColumns();
  return (
    <FigureTable<School>
      caption={say("reconciliation.schools_table")}
      isCaptionHidden
      rows={schools}
      empty={say("reconciliation.schools_none")}
      sort={sort}
      onSort={setSort}
      rowKey={({ organization_id }) => organization_id}
      columns={[
        {
          key: "school",
          header: say("reconciliation.school"),
          sortBy: ({ school }) => school,
          show: (school) => <SchoolButton school={school} />,
        },
        {
          key: "operator",
          header: say("reconciliation.operator"),
          sortBy: ({ operator }) => operator,
          show: ({ operator }) => operator ?? "–",
        },
        ...counts,
      ]}
    />
  );
}

function SchoolButton({ school: { organization_id, school } }: { school: School }) {
  const { view, change } = useView();
  return (
    <button
      type="button"
      className="text-button"
      aria-pressed={view.school === organization_id}
      onClick={() => change({ school: organization_id })}
    >
      {school}
    </button>
  );
}

/** One school's rows, file by file. */
export function LinesTile({ found: { schools, school, lines } }: Props) {
  const say = useSay(reconciliationMessages);
  const formats = useFormats();
  const counts = useCountColumns();
  const chosen = schools.find(({ organization_id }) => organization_id === school);
  if (!chosen) return null;
  return (
    <Tile
      id="lines"
      topic={say("reconciliation.lines_topic")}
      finding={say("reconciliation.lines_finding", {
        school: chosen.school,
        loaded: formats.number(chosen.rows_loaded),
        published: formats.number(chosen.rows_published),
      })}
      isWide
    >
      <FigureTable
        caption={say("reconciliation.lines_table", { school: chosen.school })}
        isCaptionHidden
        rows={lines}
        limit={50}
        rowKey={({ source, feed, file }) => `${source} ${feed} ${file}`}
        columns={[
          {
            key: "feed",
            header: say("reconciliation.feed"),
            show: ({ feed, source }) => `${source}: ${feed.replaceAll("_", " ")}`,
          },
          { key: "file", header: say("reconciliation.file"), show: ({ file }) => file },
          ...counts,
        ]}
      />
    </Tile>
  );
}
