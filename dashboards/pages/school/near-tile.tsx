import type { SchoolPage } from "#api/contract";
import { DownloadMenu } from "../../components/downloads/download-menu.tsx";
import { cellAt, keyOf, labelOf, publishedRate } from "../../components/figures/cells.ts";
import { type FigureKind, FigureText, kindOfUnit } from "../../components/figures/figure-text.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { PurposeAsk } from "../../components/purpose/purpose-ask.tsx";
import { Tile } from "../../components/shell/tile.tsx";

import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { readSort } from "../../components/tables/sort.ts";
import { useView } from "../../view.ts";
import { schoolMessages } from "./messages.ts";
import { NearChoices } from "./near-choices.tsx";

type Props = { page: SchoolPage };

/** By name, those near chronic absence, with the days left before they reach it. */
export function NearTile({ page }: Props) {
  const say = useSay(schoolMessages);
  const answer = page.answers.near_absence;
  if (!answer && page.purpose_needed) {
    return (
      <Tile id="near" topic={say("school.near_topic")} finding={say("school.near_table")} isWide>
        <NearChoices page={page} />
        <div id="near-list">
          <PurposeAsk school={page.school.label} listId="near-list" />
        </div>
      </Tile>
    );
  }
  if (!page.may_read_students || !answer) {
    return (
      <Tile
        id="near"
        topic={say("school.near_topic")}
        finding={say("school.near_no_names")}
        words={<p>{say("school.no_lists")}</p>}
        isWide
      />
    );
  }
  return (
    <Tile
      id="near"
      topic={say("school.near_topic")}
      finding={say("school.near_finding", { count: answer.rows.length })}
      words={<p>{say("school.near_text")}</p>}
      answer={answer}
      slice={page.slices.near_absence}
      isWide
    >
      <NearChoices page={page} />
      <div id="near-list">
        <NearList page={page} />
      </div>
    </Tile>
  );
}

function NearList({ page }: Props) {
  const say = useSay(schoolMessages);
  const { view, change } = useView();
  const slice = page.slices.near_absence;
  const title = say("school.near_table");
  const rows = page.answers.near_absence?.rows ?? [];
  return (
    <div className="figure-block">
      {slice && <DownloadMenu title={title} slice={slice} rows={{ count: rows.length, isWhole: true }} />}
      <FigureTable
        caption={title}
        isCaptionHidden
        columns={columnsOf(page)}
        rows={rows.map((_, row) => row)}
        limit={20}
        rowKey={(row) => `${keyOf(rows[row], "student")} ${row}`}
        sort={readSort(view.sort) ?? { key: "days_left_before_chronic", direction: "asc" }}
        onSort={(sort) => change({ sort: `${sort.key}.${sort.direction}` }, true)}
        empty={say("school.list_empty")}
      />
    </div>
  );
}

function columnsOf(page: SchoolPage): Column<number>[] {
  const answer = page.answers.near_absence;
  return (answer?.columns ?? [])
    .filter((column) => column.kind === "dimension" || column.part === "value")
    .map((column) => {
      if (column.kind === "dimension") {
        const label = (row: number) => labelOf(answer?.rows[row], column.key);
        return { key: column.key, header: column.label, show: label, sortBy: label };
      }
      const kind: FigureKind = kindOfUnit(column.unit);
      return {
        key: column.key,
        header: column.label,
        align: "end" as const,
        show: (row: number) => <FigureText cell={cellAt(answer, column.key, { row })} kind={kind} />,
        sortBy: (row: number) => publishedRate(cellAt(answer, column.key, { row })),
      };
    });
}
