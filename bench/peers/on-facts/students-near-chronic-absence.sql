with stay as (
  select
    durable_student_key, max(student_key) as student_key, sum(expected_parts) as expected, sum(absent_parts) as absent
  from fct_attendance_day
  where school_year = $1
    and organization_key in (select organization_key from dim_organization where organization_id = $2)
  group by durable_student_key
),
near as (
  select * from stay where expected >= 10 and 100 * absent between 8 * expected and 12 * expected
),
track_year as (
  select track, 2 * count(*) as parts
  from dim_school_calendar_day
  where organization_id = $2 and school_year = $1 and is_instructional
  group by track
),
last_spell as (
  select distinct on (durable_student_key) durable_student_key, track
  from fct_enrollment_spell
  where school_year = $1 and not is_no_show
    and organization_key in (select organization_key from dim_organization where organization_id = $2)
  order by durable_student_key, entered_on desc
)
select
  near.durable_student_key as student,
  current_student.last_name || ', ' || current_student.first_name as student__label,
  student.grade,
  near.absent / 2.0 as days_absent,
  near.absent / 2.0 as absence_rate__numerator,
  near.expected / 2.0 as absence_rate__denominator,
  case
    when 10 * near.absent >= track_year.parts then 0
    else ((track_year.parts + 9) / 10 - near.absent - 1) / 2
  end as days_left_before_chronic
from near
join last_spell using (durable_student_key)
join track_year using (track)
join dim_student as student using (student_key)
join dim_student as current_student
  on current_student.durable_student_key = near.durable_student_key and current_student.is_current
