-- kind: stop
-- promise: No staged record is lost on its way into its fact.
-- Records dated after as_of are not yet known and are left out on both sides.
select 'fct_school_census' as fact, (select count(*) from stg_school_census) as staged, (select count(*) from fct_school_census) as built
where staged <> built
union all
select 'fct_discipline_action',
  (select count(*) from stg_discipline_action where occurred_on <= getvariable('as_of')) as staged,
  (select count(*) from fct_discipline_action) as built
where staged <> built
union all
select 'fct_assessment', (select count(*) from stg_assessment) as staged, (select count(*) from fct_assessment) as built
where staged <> built
union all
select 'fct_cohort_outcome', (select count(*) from stg_cohort_outcome) as staged, (select count(*) from fct_cohort_outcome) as built
where staged <> built
union all
select 'fct_service_delivered',
  (select count(*) from stg_service_delivered where delivered_on <= getvariable('as_of')) as staged,
  (select count(*) from fct_service_delivered) as built
where staged <> built
union all
select 'fct_evaluation',
  (select count(*) from stg_evaluation where coalesce(referred_on, consent_on) <= getvariable('as_of')) as staged,
  (select count(*) from fct_evaluation) as built
where staged <> built
union all
select 'fct_board_action',
  (select count(*) from stg_board_action where recorded_on <= getvariable('as_of')) as staged,
  (select count(*) from fct_board_action) as built
where staged <> built
union all
select 'fct_enrollment_spell',
  (select count(*) from stg_enrollment_spell where entered_on <= getvariable('as_of')) as staged,
  (
    select count(distinct (source, student_id, organization_id, entered_on)) from brg_enrollment
    where (select count(*) from brg_enrollment) = (select count(*) from fct_enrollment_spell)
  ) as built
where staged <> built;
