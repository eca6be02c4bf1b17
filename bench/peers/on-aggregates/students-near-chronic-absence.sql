select
  period.durable_student_key as student,
  current_student.last_name || ', ' || current_student.first_name as student__label,
  student.grade,
  sum(period.absent_parts) / 2.0 as days_absent,
  sum(period.absent_parts) / 2.0 as absence_rate__numerator,
  sum(period.expected_parts) / 2.0 as absence_rate__denominator,
  sum(period.days_left_before_chronic) as days_left_before_chronic
from fct_student_period as period
join dim_student as student using (student_key)
join dim_student as current_student
  on current_student.durable_student_key = period.durable_student_key and current_student.is_current
where period.school_year = $1 and period.is_latest and period.absence_band = '8_to_12'
  and period.organization_key in (select organization_key from dim_organization where organization_id = $2)
group by student, student__label, student.grade
