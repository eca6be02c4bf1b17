import type { SchoolPage } from "#api/contract";
import { RateBars } from "../../components/charts/rate-bars.tsx";
import { bySize, sumOf, useRates } from "../../components/charts/rate-rows.ts";
import { cellAt, publishedRate, rowOf } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Tile } from "../../components/shell/tile.tsx";
import { schoolMessages } from "./messages.ts";

type Props = { page: SchoolPage };

export function GroupsTile({ page }: Props) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const answer = page.answers.chronic_by_group;
  const rows = useRates(answer, "student_group", "chronic_absence_rate");
  const all = cellAt(answer, "chronic_absence_rate", { row: rowOf(answer, "student_group", "ALL") });
  const rate = publishedRate(all);
  const worst = bySize(rows).at(-1);
  return (
    <Tile
      id="groups"
      topic={say("school.groups_topic")}
      finding={
        rate === null
          ? say("school.groups_early")
          : say("school.groups_finding", {
              rate: formats.percent(rate),
              ...againstDistrict(rate, all.district, formats),
            })
      }
      answer={answer}
      slice={page.slices.chronic_by_group}
    >
      {worst && (
        <RateBars
          title={say("school.groups_chart", { group: worst.label, rate: formats.percent(worst.rate) })}
          caption={say("school.groups_caption", {
            year: page.school_year,
            n: formats.number(all.denominator ?? 0),
          })}
          heading={say("school.group")}
          rows={rows}
        />
      )}
    </Tile>
  );
}

/** How a rate stands to the district's, both as they are shown. */
function againstDistrict(rate: number, district: number | null, { number }: ReturnType<typeof useFormats>) {
  const difference = district === null ? null : Math.round(1000 * rate) - Math.round(1000 * district);
  const direction = difference === null ? "none" : difference === 0 ? "same" : difference > 0 ? "up" : "down";
  return { direction, points: number(Math.abs(difference ?? 0) / 10, 1) };
}

export function ServicesTile({ page }: Props) {
  const say = useSay(schoolMessages);
  const formats = useFormats();
  const answer = page.answers.services_by_kind;
  const rows = useRates(answer, "service", "service_minutes_rate");
  const prescribed = sumOf(rows, (cell) => cell.denominator);
  const delivered = sumOf(rows, (cell) => cell.numerator);
  const worst = bySize(rows)[0];
  return (
    <Tile
      id="services"
      topic={say("school.services_topic")}
      finding={
        prescribed > 0
          ? say("school.services_finding", { rate: formats.percent(delivered / prescribed) })
          : say("school.services_none")
      }
      answer={answer}
      slice={page.slices.services_by_kind}
    >
      {worst && (
        <RateBars
          title={say("school.services_chart", { service: worst.label, rate: formats.percent(worst.rate) })}
          caption={say("school.services_caption", { year: page.school_year, n: formats.number(prescribed) })}
          heading={say("school.service")}
          rows={rows}
        />
      )}
    </Tile>
  );
}
