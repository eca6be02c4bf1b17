/** A delimited feed: key columns before the bar; `*` must have a value; behind a colon what the text must be. */
export const contracts: Record<string, string> = {
  organizations: `organization_id*:cds valid_from*:date | name* kind*:school,non_public,home_hospital,pseudo
    level*:elementary,middle,high,other region board_district operator_id operator_name
    charter_funding*:not_charter,directly_funded,locally_funded authorizer must_report*:yn source_system* valid_to:date`,
  calendar: `organization_id*:cds track* calendar_on*:date | day_type*:instructional,holiday,break,staff
    school_month:whole term`,
  enrollment_spells: `student_id* organization_id*:cds entered_on*:date | track*
    grade*:TK,K,1,2,3,4,5,6,7,8,9,10,11,12 exited_on:date entry_code*
    exit_code:year_end,transfer_in_district,transfer_out,no_show,graduated,dropped_out is_primary*:yn`,
  attendance_events: `student_id* organization_id*:cds absent_on*:date | parts_absent*:whole
    reason*:excused,unexcused,suspension,incomplete_independent_study`,
  feed_submissions: `organization_id*:cds feed*:attendance,enrollment,services school_day_on*:date | submitted_on*:date`,
  program_spells: `student_id* program*:disability,english_learner,free_meals,reduced_meals,foster,homeless
    started_on*:date | detail ended_on:date`,
  discipline_actions: `action_id* | student_id* organization_id*:cds occurred_on*:date
    kind*:in_school_suspension,out_of_school_suspension,expulsion,unilateral_removal days*:amount`,
  assessments: `state_student_id*:ssid school_year*:year subject*:ela,math | organization_id*:cds grade*
    is_tested*:yn is_accommodated:yn level:whole`,
  cohort_outcomes: `state_student_id*:ssid cohort_year*:year | organization_id*:cds
    outcome*:regular_diploma,certificate,still_enrolled,dropped_out,other_completer,aged_out is_removed*:yn`,
  staff_assignments: `staff_id* organization_id*:cds
    role*:principal,assistant_principal,attendance_clerk,special_education_director,teacher,special_education_teacher,nurse,clerk
    started_on*:date | name* is_credentialed*:yn fte*:amount ended_on:date`,
  students: `sped_student_id* | state_student_id:ssid last_name* first_name* birth_on*:date organization_id*:cds
    eligibility*:SLD,SLI,AUT,OHI,ID,ED,OI,MD,HH,VI residence_organization_id:cds
    outside_general_class_share*:0_20,21_60,61_100,separate iep_started_on:date iep_ended_on:date`,
  evaluations: `evaluation_id* | sped_student_id* organization_id*:cds kind*:initial,triennial referred_on:date
    consent_on*:date due_on*:date held_on:date delay_reason`,
  iep_meetings: `iep_meeting_id* | sped_student_id* organization_id*:cds kind*:initial,annual,triennial held_on*:date
    next_due_on*:date is_parent_present*:yn has_attendance_attempts:yn has_transition_plan:yn
    translation_requested_on:date translated_on:date`,
  services_prescribed: `service_id* | sped_student_id* organization_id*:cds
    service*:speech,occupational_therapy,counseling,specialized_instruction,physical_therapy minutes_per_week*:whole
    started_on*:date ended_on:date`,
  services_delivered: `session_id* | service_id* delivered_on*:date minutes*:whole
    outcome*:delivered,student_absent,provider_absent`,
  fund_sources: `fund_source_id* | name* is_one_time*:yn is_capital_only*:yn allowed_uses*:operating,capital,any ends_on:date`,
  accounts: `account_id* | fund* resource* project_year goal* function* object* school name*`,
  programs: `program_id* | name* is_case_file*:yn purpose* started_on*:date published_total_usd:amount
    published_total_note citation`,
  board_actions: `board_action_id* | program_id* effective_on*:date date_precision*:day,month,year recorded_on*:date
    report_no bond_resolution_no kind*:request,recommend,approve,amend,ratify,rescind,detail amount_usd*:amount
    fund_source_id items_in_vote:whole citation note`,
  ledger_lines: `ledger_line_id* | account_id* posted_on*:date amount_usd*:amount description`,
  commitments: `commitment_id* | program_id* vendor* kind*:contract,purchase_order,change_order committed_on*:date
    amount_usd*:amount liquidated_usd*:amount fund_source_id*`,
  expenditures: `expenditure_id* | program_id* account_id* posted_on*:date amount_usd*:amount fund_source_id*`,
  forecasts: `forecast_id* | program_id* as_of_on*:date etc_low_usd:amount etc_likely_usd*:amount etc_high_usd:amount
    method* author*`,
  recurring_costs: `recurring_cost_id* | program_id* category*:staff,licence,hosting,support,training,refresh
    fiscal_year*:year low_usd:amount likely_usd*:amount high_usd:amount fund_source_id funded_usd:amount basis
    recorded_on*:date`,
};

/** Columns whose value must be known: `feed.column` of the same source, any source behind `any:`, or a roster's student. */
export const references: Record<string, Record<string, string>> = {
  calendar: { organization_id: "any:organizations" },
  enrollment_spells: { student_id: "roster", organization_id: "any:organizations" },
  attendance_events: { student_id: "roster", organization_id: "any:organizations" },
  feed_submissions: { organization_id: "any:organizations" },
  program_spells: { student_id: "roster" },
  discipline_actions: { student_id: "roster", organization_id: "any:organizations" },
  assessments: { organization_id: "any:organizations" },
  cohort_outcomes: { organization_id: "any:organizations" },
  staff_assignments: { organization_id: "any:organizations" },
  students: { organization_id: "any:organizations" },
  evaluations: { sped_student_id: "students", organization_id: "any:organizations" },
  iep_meetings: { sped_student_id: "students", organization_id: "any:organizations" },
  services_prescribed: { sped_student_id: "students", organization_id: "any:organizations" },
  services_delivered: { service_id: "services_prescribed" },
  board_actions: { program_id: "programs", fund_source_id: "fund_sources" },
  ledger_lines: { account_id: "accounts" },
  commitments: { program_id: "programs", fund_source_id: "fund_sources" },
  expenditures: { program_id: "programs", account_id: "accounts", fund_source_id: "fund_sources" },
  forecasts: { program_id: "programs" },
  recurring_costs: { program_id: "programs", fund_source_id: "fund_sources" },
};
