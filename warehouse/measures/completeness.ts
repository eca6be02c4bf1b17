import { amount, count, distinct, rate } from "../semantic/model/define.ts";

const source = { authority: "Rollbook", citation: null, version: "1" };
const published = [
  ["school_year"],
  ["school_year", "school"],
  ["school_year", "feed"],
  ["school_year", "school", "feed"],
];

export const completeness = {
  reporting_rate: rate(count("feed_submission", { is_reported: true }), count("feed_submission"), {
    label: "Days reported",
    definition: "School days for which a school sent a feed, of those on which it had to.",
    better: "higher",
    source,
    published,
  }),
  missing_submissions: amount(count("feed_submission", { is_reported: false }), {
    label: "Days not reported",
    definition: "School days for which a school sent nothing.",
    unit: "count",
    better: "lower",
    source,
    published,
  }),
  schools_reporting: amount(distinct("feed_submission", "organization_id", { is_reported: true }), {
    label: "Schools that report",
    definition: "Schools that sent at least one day.",
    unit: "schools",
    source,
    published,
  }),
  rejected_rows: amount(count("rejection"), {
    label: "Rows refused",
    definition: "Reasons for which rows of source files were refused.",
    unit: "count",
    better: "lower",
    source,
    published: [["feed"], ["rejection_code"], ["source"]],
  }),
};
