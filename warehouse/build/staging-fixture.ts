import type { DuckDBConnection } from "@duckdb/node-api";

/** The columns of the staging tables that the warehouse reads; each has `source`, `file` and `line` as well. */
const staging: Record<string, string> = {
  stg_organization: `organization_id varchar, name varchar, kind varchar, level varchar, region varchar, board_district varchar,
    operator_id varchar, operator_name varchar, charter_funding varchar, authorizer varchar, must_report boolean,
    source_system varchar, valid_from date, valid_to date`,
  stg_calendar_day: `organization_id varchar, track varchar, calendar_on date, day_type varchar, school_month integer, term varchar`,
  stg_enrollment_spell: `student_id varchar, organization_id varchar, track varchar, grade varchar, entered_on date, exited_on date,
    entry_code varchar, exit_code varchar, is_primary boolean`,
  stg_attendance_event: `student_id varchar, organization_id varchar, absent_on date, parts_absent integer, reason varchar`,
  stg_feed_submission: `organization_id varchar, feed varchar, school_day_on date, submitted_on date`,
  stg_program_spell: `student_id varchar, program varchar, detail varchar, started_on date, ended_on date`,
  stg_discipline_action: `action_id varchar, student_id varchar, organization_id varchar, occurred_on date, kind varchar, days decimal(6,1)`,
  stg_assessment: `state_student_id varchar, organization_id varchar, school_year varchar, subject varchar, grade varchar,
    is_tested boolean, is_accommodated boolean, level integer`,
  stg_cohort_outcome: `state_student_id varchar, organization_id varchar, cohort_year varchar, outcome varchar, is_removed boolean`,
  stg_staff_assignment: `staff_id varchar, organization_id varchar, name varchar, role varchar, is_credentialed boolean,
    fte decimal(4,2), started_on date, ended_on date`,
  stg_sped_student: `sped_student_id varchar, state_student_id varchar, last_name varchar, first_name varchar, birth_on date,
    organization_id varchar, eligibility varchar, residence_organization_id varchar, outside_general_class_share varchar,
    iep_started_on date, iep_ended_on date`,
  stg_evaluation: `evaluation_id varchar, sped_student_id varchar, organization_id varchar, kind varchar, referred_on date,
    consent_on date, due_on date, held_on date, delay_reason varchar`,
  stg_iep_meeting: `iep_meeting_id varchar, sped_student_id varchar, organization_id varchar, kind varchar, held_on date,
    next_due_on date, is_parent_present boolean, has_attendance_attempts boolean, has_transition_plan boolean,
    translation_requested_on date, translated_on date`,
  stg_service_prescribed: `service_id varchar, sped_student_id varchar, organization_id varchar, service varchar,
    minutes_per_week integer, started_on date, ended_on date`,
  stg_service_delivered: `session_id varchar, service_id varchar, delivered_on date, minutes integer, outcome varchar`,
  stg_fund_source: `fund_source_id varchar, name varchar, is_one_time boolean, is_capital_only boolean, allowed_uses varchar, ends_on date`,
  stg_account: `account_id varchar, fund varchar, resource varchar, project_year varchar, goal varchar, "function" varchar,
    object varchar, school varchar, name varchar`,
  stg_program: `program_id varchar, name varchar, is_case_file boolean, purpose varchar, started_on date,
    published_total_usd decimal(18,2), published_total_note varchar, citation varchar`,
  stg_board_action: `board_action_id varchar, program_id varchar, effective_on date, date_precision varchar, recorded_on date,
    report_no varchar, bond_resolution_no varchar, kind varchar, amount_usd decimal(18,2), fund_source_id varchar,
    items_in_vote integer, citation varchar, note varchar`,
  stg_ledger_line: `ledger_line_id varchar, account_id varchar, posted_on date, amount_usd decimal(18,2), description varchar`,
  stg_commitment: `commitment_id varchar, program_id varchar, vendor varchar, kind varchar, committed_on date,
    amount_usd decimal(18,2), liquidated_usd decimal(18,2), fund_source_id varchar`,
  stg_expenditure: `expenditure_id varchar, program_id varchar, account_id varchar, posted_on date, amount_usd decimal(18,2), fund_source_id varchar`,
  stg_forecast: `forecast_id varchar, program_id varchar, as_of_on date, etc_low_usd decimal(18,2), etc_likely_usd decimal(18,2),
    etc_high_usd decimal(18,2), method varchar, author varchar`,
  stg_recurring_cost: `recurring_cost_id varchar, program_id varchar, category varchar, fiscal_year varchar, low_usd decimal(18,2),
    likely_usd decimal(18,2), high_usd decimal(18,2), fund_source_id varchar, funded_usd decimal(18,2), basis varchar, recorded_on date`,
  stg_school_census: `school_year varchar, organization_id varchar, county_name varchar, district_id varchar, district_name varchar,
    school_name varchar, school_type varchar, is_charter boolean, charter_funding varchar, is_pseudo boolean, low_grade varchar,
    high_grade varchar, enrollment_k12 integer, free_meal_k12 integer, frpm_k12 integer, enrollment_5_17 integer,
    free_meal_5_17 integer, frpm_5_17 integer`,
  stg_or_org: `sourced_id varchar, name varchar, type varchar, identifier varchar`,
  stg_or_academic_session: `sourced_id varchar, title varchar, type varchar, start_date date, end_date date, school_year varchar`,
  stg_or_course: `sourced_id varchar, title varchar`,
  stg_or_class: `sourced_id varchar, title varchar, course_sourced_id varchar, school_sourced_id varchar, term_sourced_ids varchar, periods varchar`,
  stg_or_user: `sourced_id varchar, user_master_identifier varchar, given_name varchar, family_name varchar`,
  stg_or_role: `sourced_id varchar, user_sourced_id varchar, role varchar, begin_date date, end_date date, org_sourced_id varchar`,
  stg_or_enrollment: `sourced_id varchar, class_sourced_id varchar, school_sourced_id varchar, user_sourced_id varchar,
    role varchar, begin_date date, end_date date`,
  stg_or_demographic: `sourced_id varchar, birth_date date, sex varchar, american_indian_or_alaska_native varchar, asian varchar,
    black_or_african_american varchar, native_hawaiian_or_other_pacific_islander varchar, white varchar,
    demographic_race_two_or_more_races varchar, hispanic_or_latino_ethnicity varchar`,
  stg_or_category: `sourced_id varchar, title varchar`,
  stg_or_line_item: `sourced_id varchar, title varchar, class_sourced_id varchar, category_sourced_id varchar, due_date date`,
  stg_or_result: `sourced_id varchar, line_item_sourced_id varchar, student_sourced_id varchar, score_status varchar, score double, score_date date`,
};

const ledger: Record<string, string> = {
  stg_rejection: `source varchar, feed varchar, file varchar, line bigint, field varchar, code varchar, value varchar, reason varchar, mend varchar,
    organization_id varchar, student_id varchar`,
  stg_file: `source varchar, feed varchar, file varchar, sha256 varchar, bytes bigint, rows_read bigint, rows_loaded bigint,
    rows_rejected bigint, rows_quarantined bigint, rows_repaired bigint, landed_at timestamp`,
  stg_replaced: `source varchar, feed varchar, file varchar, by_file varchar, organization_id varchar, rows bigint`,
  stg_repair: `source varchar, feed varchar, file varchar, field varchar, repair varchar, rows bigint`,
};

/** Creates every staging table, empty, as the loader does before it fills them. */
export async function createEmptyStaging(connection: DuckDBConnection): Promise<void> {
  for (const [table, columns] of Object.entries(staging)) {
    await connection.run(`create table ${table} (${columns}, source varchar, file varchar, line bigint)`);
  }
  for (const [table, columns] of Object.entries(ledger))
    await connection.run(`create table ${table} (${columns})`);
}
