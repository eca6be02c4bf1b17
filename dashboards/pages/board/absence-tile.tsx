import { useMemo } from "react";
import type { BoardPage } from "#api/contract";
import { RateBars } from "../../components/charts/rate-bars.tsx";
import { type Cell, cellAt, keyOf, labelOf, publishedRate } from "../../components/figures/cells.ts";
import { FigureText } from "../../components/figures/figure-text.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { MarkSign } from "../../components/figures/mark-sign.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { boardMessages } from "./messages.ts";

type Props = { page: BoardPage };
type Row = { key: string; label: string; cell: Cell };

export function AbsenceTile({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const answer = page.answers.chronic;
  const cell = cellAt(answer, "chronic_absence_rate");
  const early = cellAt(answer, "early_warning_rate");
  const group = page.student_groups.find((option) => option.key === page.student_group);
  const counts = ({ numerator, denominator }: Cell) => ({
    n: formats.number(numerator ?? 0),
    d: formats.number(denominator ?? 0),
  });
  const isEarly = cell.value === null && early.value !== null;
  return (
    <Tile
      id="absence"
      topic={say("board.chronic_topic")}
      finding={useAbsenceFinding(cell)}
      answer={answer}
      slice={page.slices.chronic}
      words={
        <>
          {isEarly && (
            <p>
              {say("board.chronic_early_text", { rate: formats.percent(early.value ?? 0), ...counts(early) })}
            </p>
          )}
          {cell.value !== null && <p>{say("board.chronic_text", counts(cell))}</p>}
          {group && page.student_group !== "ALL" && (
            <p>{say("board.chronic_group", { group: group.label })}</p>
          )}
        </>
      }
    >
      {cell.value !== null && <Levels page={page} n={formats.number(cell.denominator ?? 0)} />}
      <Groups page={page} />
    </Tile>
  );
}

function useAbsenceFinding(cell: Cell): string {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const rate = publishedRate(cell);
  if (rate === null) return say("board.chronic_early");
  const size = Math.abs(cell.change ?? 0);
  const isSame = size < 0.0005;
  const direction = cell.change === null ? "none" : isSame ? "same" : cell.change > 0 ? "up" : "down";
  return say("board.chronic_finding", {
    rate: formats.percent(rate),
    direction,
    points: formats.number(100 * size, 1),
  });
}

function rowsOf(answer: BoardPage["answers"][string] | undefined, dimension: string): Row[] {
  return (answer?.rows ?? []).map((record, row) => ({
    key: keyOf(record, dimension),
    label: labelOf(record, dimension),
    cell: cellAt(answer, "chronic_absence_rate", { row }),
  }));
}

function Levels({ page, n }: Props & { n: string }) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const answer = page.answers.chronic_by_level;
  const rows = useMemo(() => rowsOf(answer, "level"), [answer]);
  const worst = rows.toSorted((one, other) => (other.cell.value ?? -1) - (one.cell.value ?? -1))[0];
  const rate = worst && publishedRate(worst.cell);
  if (!worst || rate === null || rate === undefined) return null;
  const through = page.fresh_through
    ? say("board.through_short", { date: formats.date(page.fresh_through) })
    : page.school_year;
  return (
    <RateBars
      title={say("board.level_chart", { worst: worst.label.toLowerCase(), rate: formats.percent(rate) })}
      caption={say("board.rate_caption", { through, year: page.school_year, n })}
      heading={say("board.level")}
      rows={rows}
    />
  );
}

function Groups({ page }: Props) {
  const say = useSay(boardMessages);
  const formats = useFormats();
  const rows = rowsOf(page.answers.chronic_by_group, "student_group");
  if (rows.length === 0) return null;
  const count = (value: number | null) => (value === null ? "" : formats.number(value));
  const columns: Column<Row>[] = [
    { key: "group", header: say("board.group"), show: (row) => row.label },
    {
      key: "rate",
      header: say("board.rate"),
      align: "end",
      show: (row) => <FigureText cell={row.cell} kind="percent" />,
    },
    { key: "n", header: say("board.students"), align: "end", show: (row) => count(row.cell.numerator) },
    { key: "d", header: say("board.of"), align: "end", show: (row) => count(row.cell.denominator) },
    {
      key: "change",
      header: say("board.change"),
      align: "end",
      show: (row) =>
        row.cell.change === null ? <MarkSign mark="no_data" /> : formats.points(row.cell.change),
    },
  ];
  return (
    <FigureTable
      caption={say("board.group_table")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key}
      limit={7}
    />
  );
}
