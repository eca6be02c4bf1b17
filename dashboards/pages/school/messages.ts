export const schoolMessages = {
  "school.topic": "School page, school year {year}",
  "school.charter": "Charter school of {operator}",
  "school.submitted":
    "Attendance submitted: yes, for each of the last ten school days{has_date, select, true {, through {date}} other {}}.",
  "school.missing_days":
    "Attendance submitted: no. {count, plural, one {One of the last ten school days is missing: {days}} other {# of the last ten school days are missing: {days}}}.",
  "school.choose": "School",
  "school.workbook_title": "{school} {date}",
  "school.today_topic": "Do today",
  "school.today_finding":
    "{count, plural, =0 {Nothing is waiting today} one {One matter is waiting} other {# matters are waiting}}",
  "school.today_hidden": "What is waiting",
  "school.without_class": "{count, plural, one {student without a class} other {students without a class}}",
  "school.due_soon": "{count, plural, one {evaluation due in 20 days} other {evaluations due in 20 days}}",
  "school.overdue": "{count, plural, one {evaluation overdue} other {evaluations overdue}}",
  "school.reviews": "{count, plural, one {yearly review overdue} other {yearly reviews overdue}}",
  "school.services": "{count, plural, one {service behind} other {services behind}}",
  "school.list_without_class": "Students without a class",
  "school.list_evaluations": "Evaluations due in 20 days or overdue",
  "school.list_reviews": "Yearly reviews overdue",
  "school.list_services": "Services behind: less than 80 % of the prescribed minutes delivered",
  "school.list_empty": "Nobody is on this list today.",
  "school.no_lists":
    "Your account sees counts only. The lists by name are for the staff of this school, so no student is named here.",
  "school.disputes_topic": "Said to be wrong",
  "school.disputes_finding": "Said to be wrong by parents: {count, number}",
  "school.disputes_child": "{name}, grade {grade}",
  "school.answer": "Answer",
  "school.answer_state": "How it stands",
  "school.answer_words": "Your answer, which the parent reads",
  "school.answer_send": "Send the answer",
  "school.answer_sent": "Sent. The parent can read it now.",
  "school.answer_not_sent": "Not sent: {reason}",
  "school.near_topic": "Near chronic absence",
  "school.near_finding":
    "{count, plural, =0 {Nobody is between 8 % and 12 % absence} one {One student is between 8 % and 12 % absence} other {# students are between 8 % and 12 % absence}}",
  "school.near_no_names":
    "Students between 8 % and 12 % absence are shown by name to the staff of this school",
  "school.near_text":
    "Days left: how many more whole days a student may miss before reaching 10 % of this year’s school days. Fewest days left first.",
  "school.near_table": "Students between 8 % and 12 % absence",
  "school.near_choose": "Choose columns and period",
  "school.columns": "Columns",
  "school.from": "From",
  "school.to": "To",
  "school.clear_period": "Whole year to date",
  "school.enrollment_topic": "Enrollment",
  "school.enrollment_finding":
    "{now, plural, one {# student is} other {# students are}} enrolled; {difference, plural, =0 {the source agrees} one {the source disagrees about one} other {the source disagrees about #}}",
  "school.enrollment_known": "{now, plural, one {# student is} other {# students are}} enrolled",
  "school.enrollment_unknown": "Enrollment cannot be shown",
  "school.enrollment_text":
    "A student differs when our enrollment and the school’s own system do not agree that the student is enrolled here.",
  "school.enrollment_table": "Enrollment and its movements",
  "school.what": "What",
  "school.count": "Students",
  "school.weeks_topic": "Attendance by week",
  "school.weeks_finding":
    "{rate} attended in the week of {week}{direction, select, up {, {points} points more than in the same week last year} down {, {points} points less than in the same week last year} same {, as in the same week last year} other {}}",
  "school.weeks_none": "No week of attendance has been reported yet",
  "school.weeks_chart":
    "{direction, select, up {Attendance has risen since the first week, from {first} to {last}} down {Attendance has fallen since the first week, from {first} to {last}} other {Attendance stands where it began, at {last}}}",
  "school.weeks_caption":
    "Attendance rate by week; attendance feed; school years {year} and the one before. The axis starts at {start}.",
  "school.groups_topic": "Chronic absence",
  "school.groups_finding":
    "{rate} of students have missed 10 % or more of their days{direction, select, up {, {points} points more than in the whole district} down {, {points} points less than in the whole district} same {, the same as in the whole district} other {}}",
  "school.groups_early":
    "No student has been enrolled for more than 30 days yet, so the state’s rule says nothing",
  "school.groups_chart": "{group}: {rate}, the highest",
  "school.groups_caption":
    "Chronic absence rate by student group; attendance feed; school year {year}; n = {n}.",
  "school.group": "Student group",
  "school.services_topic": "Services",
  "school.services_finding": "{rate} of the prescribed minutes have been delivered",
  "school.services_none": "No service is prescribed here",
  "school.services_chart": "{service} is furthest behind: {rate} of its minutes",
  "school.services_caption":
    "Minutes delivered as a share of minutes prescribed, to date; special-education feed; school year {year}; n = {n} prescribed minutes.",
  "school.service": "Service",
  "school.suspensions_topic": "Suspensions",
  "school.suspensions_finding":
    "{all} of students and {swd} of students with disabilities have been suspended at least once",
  "school.suspensions_unknown": "How many students were suspended cannot be shown in full",
  "school.suspensions_table": "Students suspended at least once",
  "school.state_topic": "The state’s figure",
  "school.state_finding":
    "{size, plural, =0 {The state’s file and ours agree for census day} other {The state’s file counts {direction, select, more {{size} students more} other {{size} students fewer}} than ours on census day}}",
  "school.state_unknown": "There is no state file for this school to compare with",
  "school.state_text":
    "State’s file: {state}. Ours: {ours}. The state takes its file on census day and corrects it later; ours follows every later correction.",
  "school.definitions_title": "Why two rates of absence differ",
  "school.definition": "Definition",
  "school.rate": "Rate here",
  "school.version": "Version",
} as const;
