import type { CompliancePage, Slice } from "../contract.ts";
import { highestFirst, only } from "./filters.ts";
import { beginPage, frameOf, type PageAsk } from "./frame.ts";

type Start = Parameters<typeof beginPage>[0];

/** Every decree with its outcomes, and the records and clocks behind them. */
export async function compliancePageOf(
  start: Start,
  reader: PageAsk["reader"],
  wanted: { school_year?: string | undefined },
): Promise<CompliancePage> {
  const ask = beginPage(start, reader, wanted.school_year);
  const { warehouse, generation, schoolYear } = ask;
  const frame = await frameOf(ask, complianceSlices(schoolYear));
  const decrees = await warehouse.scorecard(reader, generation);
  return { ...frame, decrees, disproportionality: await warehouse.disproportionality(reader, generation) };
}

function complianceSlices(schoolYear: string): Record<string, Slice> {
  const where = [only("school_year", schoolYear)];
  const records = [
    "record_mismatches",
    "records_without_enrollment",
    "records_at_other_school",
    "iep_students",
  ];
  const overdue = ["evaluations_overdue", "evaluations_due_soon", "reviews_overdue"];
  const minutes = [
    "service_minutes_rate",
    "service_provided_rate",
    "delivered_minutes",
    "prescribed_minutes",
  ];
  const timely = [
    "initial_evaluation_timely_rate",
    "evaluations_overdue",
    "evaluations_due_soon",
    "open_evaluations",
  ];
  return {
    // Says how complete the page is: a school that is silent about attendance still has its evaluations.
    attendance: { measures: ["attendance_rate"], where },
    services_by_eligibility: { measures: minutes, by: ["eligibility"], where },
    overdue_by_school: {
      measures: overdue,
      by: ["school"],
      where,
      order: highestFirst("evaluations_overdue"),
    },
    records: { measures: records, where },
    records_by_school: { measures: records, by: ["school"], where, order: highestFirst("record_mismatches") },
    timeliness: { measures: timely, where },
  };
}
