import {
  code,
  defineFeed,
  digits,
  from,
  integer,
  mapped,
  required,
  text,
  wholeNumber,
} from "../define-feed.ts";

const count = (header: string) => from(header, wholeNumber(integer({ min: 0, max: 10_000_000 })));

/**
 * California's yearly file of enrolment and meal eligibility (preset `cde-frpm`). It writes codes and counts as
 * decimals and ends in an unlabelled row of grand totals, which is quarantined and used as the control total.
 */
export const frpm = defineFeed({
  feed: "frpm",
  table: "stg_school_census",
  key: ["academic_year", "county_code", "district_code", "school_code"],
  columns: {
    academic_year: required(from("Academic Year", code("[0-9]{4}-[0-9]{4}", "a year like 2014-2015"))),
    county_code: required(from("County Code", digits(2))),
    district_code: required(from("District Code", digits(5))),
    school_code: required(from("School Code", digits(7))),
    county_name: from("County Name", text()),
    district_name: from("District Name", text()),
    school_name: from("School Name", text()),
    school_type: from("School Type", text()),
    is_charter: from(
      "Charter School (Y/N)",
      mapped({ "1.0": true, "0.0": false, "1": true, "0": false, Y: true, N: false }, "BOOLEAN"),
    ),
    charter_funding_type: from(
      "Charter Funding Type",
      mapped({
        "Directly funded": "directly_funded",
        "Locally funded": "locally_funded",
        "Not in CS funding model": "other",
      }),
    ),
    low_grade: from("Low Grade", text()),
    high_grade: from("High Grade", text()),
    enrollment_k12: count("Enrollment (K-12)"),
    free_meal_k12: count("Free Meal Count (K-12)"),
    frpm_k12: count("FRPM Count (K-12)"),
    enrollment_5_17: count("Enrollment (Ages 5-17)"),
    free_meal_5_17: count("Free Meal Count (Ages 5-17)"),
    frpm_5_17: count("FRPM Count (Ages 5-17)"),
  },
  scratch: ["academic_year", "county_code", "district_code", "school_code", "charter_funding_type"],
  derived: {
    school_year: { sqlType: "VARCHAR", sql: "left(academic_year, 5) || right(academic_year, 2)" },
    organization_id: { sqlType: "VARCHAR", sql: "county_code || district_code || school_code" },
    district_id: { sqlType: "VARCHAR", sql: "county_code || district_code" },
    // A blank flag means not a charter: pupils placed in non-public schools stand in such rows.
    charter_funding: {
      sqlType: "VARCHAR",
      sql: "case when coalesce(is_charter, false) then coalesce(charter_funding_type, 'other') else 'not_charter' end",
    },
    // The state gives these two codes to rows that are no school.
    is_pseudo: { sqlType: "BOOLEAN", sql: "school_code in ('0000000', '0000001')" },
  },
  ignoredHeaders: [
    "index",
    "District Type",
    "Educational Option Type",
    "NSLP Provision Status",
    "Charter School Number",
    "IRC",
    "Percent \\(%\\) Eligible .*",
    "[0-9]{4}-[0-9]{2} CALPADS Fall 1 Certification Status",
  ],
  controlTotal: {
    columns: [
      "enrollment_k12",
      "free_meal_k12",
      "frpm_k12",
      "enrollment_5_17",
      "free_meal_5_17",
      "frpm_5_17",
    ],
  },
  refusedShare: 0.01,
});
