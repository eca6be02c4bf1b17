import type { Answer } from "../contract.ts";
import type { Extract } from "./about.ts";

/** An answer with text that looks like a formula, a leading zero, a day, a hidden cell and a total. */
export const answer: Answer = {
  columns: [
    { key: "school", label: "School", kind: "dimension" },
    { key: "evaluation_due_on", label: "Due", kind: "dimension" },
    {
      key: "absence_rate",
      label: "Absence",
      kind: "measure",
      measure: "absence_rate",
      part: "value",
      unit: "percent",
    },
    {
      key: "days_absent",
      label: "Days absent",
      kind: "measure",
      measure: "days_absent",
      part: "value",
      unit: "days",
    },
  ],
  rows: [
    {
      school: { key: "0761", label: "=HYPERLINK(1)" },
      evaluation_due_on: { key: "2026-12-01", label: "2026-12-01" },
      absence_rate: 1 / 3,
      days_absent: 0,
    },
    {
      school: { key: "0762", label: "0042" },
      evaluation_due_on: { key: null, label: "–" },
      absence_rate: null,
      days_absent: null,
    },
    {
      school: { key: "0763", label: 'Comma, "quoted"' },
      evaluation_due_on: { key: "2026-12-02", label: "2026-12-02" },
      absence_rate: Number.NaN,
      days_absent: -1.5,
    },
  ],
  totals: [{ absence_rate: 0.25, days_absent: null }],
  marks: [
    { part: "rows", row: 1, column: "absence_rate", mark: "suppressed" },
    { part: "rows", row: 1, column: "days_absent", mark: "not_reported" },
    { part: "totals", row: 0, column: "days_absent", mark: "not_applicable" },
  ],
  generation: "g-000002",
  fresh_through: "2026-11-19",
  missing: [{ key: "0769", label: "Cedar", last_reported_on: null }],
  coverage: { reported: 23, expected: 24, is_certifiable: true },
  definitions: [
    {
      measure: "absence_rate",
      label: "Absence",
      definition: "Days absent of days expected.",
      authority: "California Department of Education",
      citation: "DataQuest",
      version: "1",
      parameters: {},
    },
  ],
  notes: [],
  routes: [],
};

/** The answer asked for by one school, as the file is told about it. */
export const extract: Extract = {
  title: "Board packet",
  sheets: [
    {
      name: "Schools: by day",
      slice: {
        measures: ["absence_rate", "days_absent"],
        by: ["school", "evaluation_due_on"],
        where: [{ dimension: "school_year", op: "in", values: ["2026-27"] }],
        compare: "previous_year",
      },
      answer,
    },
  ],
  names: {
    dimension: (key) =>
      ({ school: "School", evaluation_due_on: "Due", school_year: "School year" })[key] ?? key,
    value: (_dimension, key) => String(key),
  },
  isTime: (dimension) => dimension === "evaluation_due_on",
  better: (measure) => (measure === "absence_rate" ? "lower" : null),
  reader: { account: "board", name: "A Board Member", role: "board", grants: [] },
  district: {
    name: "Test Unified",
    districtId: "0761234",
    timeZone: "America/Los_Angeles",
    today: null,
    boardMeetings: [],
    schoolYears: [],
    partsPerDay: 2,
    suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
    sources: [],
    accounts: [],
    locales: ["en"],
  },
  manifests: [],
};
