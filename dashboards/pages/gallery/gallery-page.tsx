import { useMemo } from "react";
import { RateBars } from "../../components/charts/rate-bars.tsx";
import { useRates } from "../../components/charts/rate-rows.ts";
import { TenYears } from "../../components/charts/ten-years.tsx";
import { Waterfall } from "../../components/charts/waterfall.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { MarkLegend } from "../../components/figures/mark-sign.tsx";
import { fiscalYearsOf } from "../../components/figures/program-findings.ts";
import { Status } from "../../components/figures/status.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { boardPage } from "../../fixtures/board.ts";
import { fiscalYears, programs } from "../../fixtures/programs.ts";
import { schoolPage } from "../../fixtures/school.ts";
import { useSteps } from "../costs/program-steps.ts";
import { WeeksTile } from "../school/weeks-tile.tsx";
import { BuilderTiles } from "./builder-tiles.tsx";
import { galleryMessages } from "./messages.ts";

/** Every component from fixtures; exists in development only. */
export function GalleryPage() {
  const say = useSay(galleryMessages);
  return (
    <div className="page">
      <h1>{say("gallery.title")}</h1>
      <Charts />
      <Tile id="states" topic={say("gallery.signs")} finding={say("gallery.status")}>
        <p>
          <Status kind="good">{say("gallery.good")}</Status> <Status kind="bad">{say("gallery.bad")}</Status>{" "}
          <Status kind="warn">{say("gallery.warn")}</Status>{" "}
          <Status kind="none">{say("gallery.none")}</Status>
        </p>
        <MarkLegend />
      </Tile>
      {boardPage.answers.classes_by_school && (
        <Tile
          id="tables"
          topic={say("gallery.tables")}
          finding={say("gallery.suppressed")}
          answer={boardPage.answers.classes_by_school}
          slice={boardPage.slices.classes_by_school}
        >
          <AnswerTable caption={say("gallery.tables")} answer={boardPage.answers.classes_by_school} />
        </Tile>
      )}
      <BuilderTiles />
      <Skeleton />
    </div>
  );
}

function Charts() {
  const say = useSay(galleryMessages);
  const years = useMemo(() => fiscalYearsOf(fiscalYears, programs), []);
  const rates = useRates(boardPage.answers.chronic_by_group, "student_group", "chronic_absence_rate");
  const caption = say("gallery.fixture");
  return (
    <Tile id="charts" topic={say("gallery.charts")} finding={say("gallery.one_component")} isWide>
      <TenYears title={say("gallery.ten_years")} caption={caption} years={years} />
      <RateBars title={say("gallery.rates")} caption={caption} heading={say("gallery.group")} rows={rates} />
      {programs.slice(0, 1).map((program) => (
        <Actions key={program.key} program={program} />
      ))}
      <WeeksTile page={schoolPage} />
    </Tile>
  );
}

function Actions({ program }: { program: (typeof programs)[number] }) {
  const say = useSay(galleryMessages);
  return (
    <Waterfall title={say("gallery.waterfall")} caption={say("gallery.fixture")} steps={useSteps(program)} />
  );
}
