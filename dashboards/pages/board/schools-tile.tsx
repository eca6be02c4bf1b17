import { Link } from "@tanstack/react-router";
import type { BoardPage } from "#api/contract";
import { cellAt, keyOf, labelOf, publishedRate } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { readSort } from "../../components/tables/sort.ts";
import { useView } from "../../view.ts";
import { boardMessages } from "./messages.ts";

export function SchoolsTile({ page }: { page: BoardPage }) {
  const say = useSay(boardMessages);
  const { view, change } = useView();
  const answer = page.answers.schools;
  const rows = answer?.rows ?? [];
  const year = view.school_year ? { school_year: view.school_year } : {};
  const figure = (measure: string, header: string, kind: "count" | "percent"): Column<number> => ({
    key: measure,
    header,
    align: "end",
    show: (row) => <FigureText cell={cellAt(answer, measure, { row })} kind={kind} />,
    sortBy: (row) => publishedRate(cellAt(answer, measure, { row })),
  });
  return (
    <Tile
      id="schools"
      topic={say("board.schools_topic")}
      finding={say("board.schools_finding")}
      answer={answer}
      slice={page.slices.schools}
      isWide
    >
      <FigureTable
        caption={say("board.schools_table")}
        isCaptionHidden
        rows={rows.map((_, row) => row)}
        rowKey={(row) => keyOf(rows[row], "school")}
        sort={readSort(view.sort) ?? { key: "school", direction: "asc" }}
        onSort={(sort) => change({ sort: `${sort.key}.${sort.direction}` }, true)}
        columns={[
          {
            key: "school",
            header: say("board.school"),
            sortBy: (row) => labelOf(rows[row], "school"),
            show: (row) => (
              <Link to="/school" search={{ school: keyOf(rows[row], "school"), ...year }}>
                {labelOf(rows[row], "school")}
              </Link>
            ),
          },
          figure("enrollment", say("board.enrolled"), "count"),
          figure("attendance_rate", say("board.attendance"), "percent"),
          figure("chronic_absence_rate", say("board.chronic"), "percent"),
          figure("suspension_rate", say("board.suspended"), "percent"),
        ]}
      />
    </Tile>
  );
}
