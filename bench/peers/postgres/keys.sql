-- What a good administrator of the operational database has: every key, and an index for what reports look for first.
alter table dim_organization add primary key (organization_key);
create index on dim_organization (organization_id);
alter table dim_student add primary key (student_key);
create index on dim_student (durable_student_key) where is_current;
alter table dim_school_calendar_day add primary key (organization_id, track, calendar_on);
alter table brg_student_group add primary key (student_key, student_group);

-- The grain of the days; it finds one student's days, too. The year follows from the day.
alter table fct_attendance_day add primary key (durable_student_key, attended_on, organization_key);
-- One school's days, and a district's sums by day, without visiting the rows.
create index on fct_attendance_day (organization_key, attended_on) include (school_year, attended_parts, expected_parts);
-- Rows lie sorted by school: the lightest way to the whole rows of one.
create index on fct_attendance_day using brin (organization_key) with (pages_per_range = 32);
-- A student is at a school or two: without knowing that, sums for each student are not shared out among processes.
create statistics student_at_school (ndistinct) on durable_student_key, organization_key from fct_attendance_day;
alter statistics student_at_school set statistics 1000;

alter table fct_student_period add primary key (school_year, durable_student_key, organization_id, through_on);
create index on fct_student_period (organization_key) where is_latest;
alter table fct_enrollment_spell add primary key (enrollment_spell_key);
create index on fct_enrollment_spell (school_year, organization_key);
alter table fct_discipline_action add primary key (source, action_id);
create index on fct_discipline_action (school_year, organization_key) where is_suspension;
alter table fct_service_prescribed add primary key (school_year, service_id);
create index on fct_service_prescribed (school_year, eligibility)
  include (delivered_minutes, prescribed_minutes, is_provided);
alter table fct_recurring_cost add primary key (recurring_cost_id);
