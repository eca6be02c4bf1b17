import type { CompliancePage } from "#api/contract";
import { RateBars } from "../../components/charts/rate-bars.tsx";
import { bySize, sumOf, useRates } from "../../components/charts/rate-rows.ts";
import { cellAt, publishedRate } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { AnswerTable } from "../../components/tables/answer-table.tsx";
import { complianceMessages } from "./messages.ts";

type Props = { page: CompliancePage };

export function TimelinessTile({ page }: Props) {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const answer = page.answers.timeliness;
  const cell = cellAt(answer, "initial_evaluation_timely_rate");
  const rate = publishedRate(cell);
  const overdue = page.answers.overdue_by_school;
  return (
    <Tile
      id="timeliness"
      topic={say("compliance.timely_topic")}
      finding={
        rate === null
          ? say("compliance.timely_unknown")
          : say("compliance.timely_finding", { rate: formats.percent(rate) })
      }
      words={
        cell.denominator !== null && (
          <p>
            {say("compliance.timely_text", {
              n: formats.number(cell.numerator ?? 0),
              d: formats.number(cell.denominator),
            })}
          </p>
        )
      }
      answer={answer ?? overdue}
      slice={page.slices.timeliness}
    >
      {overdue && (
        <AnswerTable caption={say("compliance.overdue_table")} answer={overdue} isWithoutZeros limit={10} />
      )}
    </Tile>
  );
}

export function ServicesTile({ page }: Props) {
  const say = useSay(complianceMessages);
  const formats = useFormats();
  const answer = page.answers.services_by_eligibility;
  const rows = useRates(answer, "eligibility", "service_provided_rate");
  const worst = bySize(rows)[0];
  return (
    <Tile
      id="services"
      topic={say("compliance.services_topic")}
      finding={
        worst
          ? say("compliance.services_finding", { label: worst.label, rate: formats.percent(worst.rate) })
          : say("compliance.services_none")
      }
      answer={answer}
      slice={page.slices.services_by_eligibility}
    >
      {worst && (
        <RateBars
          title={say("compliance.services_chart")}
          caption={say("compliance.services_caption", {
            year: page.school_year,
            n: formats.number(sumOf(rows, (cell) => cell.denominator)),
          })}
          heading={say("compliance.eligibility")}
          rows={rows}
        />
      )}
    </Tile>
  );
}
