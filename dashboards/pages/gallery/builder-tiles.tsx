import { useState } from "react";
import type { ReportChart } from "#api/contract";
import { FieldPicker } from "../../components/builder/field-picker.tsx";
import { OrderedFields } from "../../components/builder/ordered-fields.tsx";
import { RadioRow } from "../../components/builder/radio-row.tsx";
import { StepCard } from "../../components/builder/step-card.tsx";
import { ValueList } from "../../components/builder/value-list.tsx";
import { useSay } from "../../components/figures/formats.ts";
import { Badges } from "../../components/questions/badges.tsx";
import { AnswerChart } from "../../components/report-charts/answer-chart.tsx";
import { ReportTable } from "../../components/report-table/report-table.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import type { Sort } from "../../components/tables/sort.ts";
import { schools } from "../../fixtures/frame.ts";
import { catalog } from "../../fixtures/reports/catalog.ts";
import { answerTo } from "../../fixtures/reports/questions.ts";
import { reports } from "../../fixtures/reports/saved.ts";
import { galleryMessages } from "./messages.ts";

const rate = ["chronic_absence_rate"];
const drawn: [Exclude<ReportChart, "table">, ReturnType<typeof answerTo>][] = [
  ["bar", answerTo({ measures: rate, by: ["school"], limit: 12 })],
  ["dot", answerTo({ measures: rate, by: ["school"], compare: "previous_year", limit: 12 })],
  ["line", answerTo({ measures: ["attendance_rate"], by: ["month", "level"] })],
  ["heat", answerTo({ measures: rate, by: ["level", "student_group"] })],
  ["multiples", answerTo({ measures: ["attendance_rate"], by: ["month", "student_group"] })],
];
const compared = answerTo({ measures: rate, by: ["school"], compare: "previous_year", totals: "all" });

/** The parts of the report builder, from fixtures. */
export function BuilderTiles() {
  const say = useSay(galleryMessages);
  const [sort, setSort] = useState<Sort>();
  return (
    <>
      <Tile id="report-charts" topic={say("gallery.charts")} finding={say("gallery.report_charts")} isWide>
        {drawn.map(([kind, answer]) => (
          <AnswerChart
            key={kind}
            kind={kind}
            answer={answer}
            catalog={catalog}
            title={say("gallery.report_chart", { kind })}
            caption={say("gallery.fixture")}
          />
        ))}
      </Tile>
      <Tile id="report-table" topic={say("gallery.tables")} finding={say("gallery.levels")} isWide>
        <ReportTable
          caption={say("gallery.levels")}
          answer={compared}
          catalog={catalog}
          totals="all"
          sort={sort}
          onSort={setSort}
        />
        {reports.reports.map((report) => (
          <Badges key={report.report} report={report} />
        ))}
      </Tile>
      <Parts />
    </>
  );
}

const fields = catalog.measures.map(({ key, label, definition, topic }, index) => ({
  ...{ key, label, definition, topic },
  hindrance: index === 2 ? definition : null,
}));

function Parts() {
  const say = useSay(galleryMessages);
  const [chosen, setChosen] = useState(["enrollment", "attendance_rate"]);
  const [isOpen, setOpen] = useState(true);
  const toggle = (key: string) =>
    setChosen(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  return (
    <Tile id="builder" topic={say("gallery.builder")} finding={say("gallery.steps")}>
      <StepCard
        title={say("gallery.builder")}
        summary={chosen.join(", ")}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      >
        <OrderedFields
          label={say("gallery.order")}
          fields={fields.filter(({ key }) => chosen.includes(key))}
          onOrder={setChosen}
          onRemove={toggle}
        />
        <FieldPicker label={say("gallery.builder")} fields={fields} chosen={chosen} onToggle={toggle} />
        <ValueList
          label={say("gallery.group")}
          values={schools.map(({ key, label, level }) => ({ key, label, figure: level }))}
          chosen={new Set(chosen)}
          onToggle={toggle}
        />
        <RadioRow
          legend={say("gallery.order")}
          value={chosen[0] ?? ""}
          options={fields.slice(0, 3)}
          onChoose={(key) => setChosen([key])}
        />
      </StepCard>
    </Tile>
  );
}
