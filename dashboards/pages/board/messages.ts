export const boardMessages = {
  "board.topic": "Board page, school year {year}",
  "board.title":
    "{missing, plural, =0 {All {expected} schools are in} one {{reported} of {expected} schools are in; {names} is missing} other {{reported} of {expected} schools are in; {names} are missing}}",
  "board.through":
    "{has_date, select, true {Attendance is known through {date}.} other {No school day has been reported yet.}}",
  "board.last_reported": "{name} last reported on {date}.",
  "board.never_reported": "{name} has not reported this year.",
  "board.many_missing": "{count} schools",
  "board.workbook_title": "Board page {date}",
  "board.lead_money": "What has no money",
  "board.lead_decree": "Is the decree kept?",
  "board.lead_schools": "Who is missing",
  "board.lead_money_none": "Every recurring cost of the next ten years has a funding source.",
  "board.lead_decree_words":
    "{below, plural, =0 {Every outcome that can be calculated is at its target.} one {Not yet: # outcome is below its target.} other {Not yet: # outcomes are below their targets.}}",
  "board.lead_decree_figure": "{at} of {cited} at target",
  "board.lead_schools_figure":
    "{missing, plural, =0 {none} one {# of {expected} schools} other {# of {expected} schools}}",
  "board.money_topic": "Money",
  "board.money_from": "from {year} has no funding source.",
  "board.money_finding": "{amount} from {year} has no funding source",
  "board.money_finding_none": "Every recurring cost of the next ten years has a funding source",
  "board.money_text":
    "Over ten fiscal years {total} is needed to keep programs running after they are built; {unfunded} of it has no source.",
  "board.money_unknown":
    "{count, plural, one {The lifetime cost of one program is unknown: {names}.} other {The lifetime cost of # programs is unknown: {names}.}}",
  "board.money_chart":
    "{has_gap, select, true {{share} of the next ten years’ running costs is not paid for} other {The next ten years’ running costs are paid for}}",
  "board.money_caption":
    "Recurring cost, likely estimate, by fiscal year (July to June); finance feed; {n, plural, one {# program} other {# programs}}. Bars start at $0.",
  "board.growth_title":
    "{count, plural, =0 {No program is above its first approval} one {One program is above its first approval} other {# programs are above their first approval}}",
  "board.program": "Program",
  "board.first_approved": "First approved",
  "board.approved_now": "Approved now",
  "board.growth": "Times",
  "board.times": "× {times}",
  "board.unfunded_ten": "Unfunded, 10 years",
  "board.decree_topic": "The decree",
  "board.decree_finding":
    "{at} of {cited} outcomes at target, {below, plural, =0 {none below} other {# below}}{unknown, plural, =0 {} other {, # without enough figures}}",
  "board.decree_worst": "Furthest from its target: {name}, {value} against {target}.",
  "board.decree_monitor":
    "{accepted, plural, =0 {The monitor has accepted none so far} one {The monitor has accepted one} other {The monitor has accepted #}}{disputed, plural, =0 {} one { and disputes one} other { and disputes #}}. Only the monitor says that an outcome is met.",
  "board.decree_not_cited":
    "{count, plural, =0 {} one {One more outcome has no cited target and is not counted.} other {# more outcomes have no cited target and are not counted.}}",
  "board.decree_fictional": "This decree and its targets are fictional.",
  "board.decree_table": "Outcomes that are not at target",
  "board.decree_all_at": "Every outcome that can be calculated is at its target.",
  "board.decree_all": "All outcomes on the compliance page",
  "board.outcome": "Outcome",
  "board.value": "Value",
  "board.target": "Target",
  "board.state": "State",
  "board.classes_topic": "Classes",
  "board.classes_finding":
    "{sum, plural, =0 {Every student has a class and no classes clash} other {{without, plural, one {# student has no class} other {# students have no class}} and {clashes, plural, one {# has clashing classes} other {# have clashing classes}}, at {schools, plural, one {# school} other {# schools}}}}",
  "board.classes_unknown": "How many students have no class cannot be shown",
  "board.classes_none": "No school has such a student.",
  "board.classes_no_rows": "Class lists are kept for the running school year only.",
  "board.classes_marks":
    "{count, plural, =0 {} one {# student lacks marks of a class that has ended its grading.} other {# students lack marks of a class that has ended its grading.}}",
  "board.classes_table": "Students without a class or with clashing classes, by school",
  "board.records_topic": "Records that follow the student",
  "board.records_finding":
    "The records of {n, plural, one {# student} other {# students}} with disabilities do not match, charters counted",
  "board.records_none": "The records of all students with disabilities match, charters counted",
  "board.records_unknown": "How many records do not match cannot be shown",
  "board.records_text":
    "{all} students have an education plan (IEP). A record does not match when the student has no open enrollment, or when the two systems name different schools.",
  "board.records_table": "Students with an IEP whose records do not match, by kind of school",
  "board.chronic_topic": "Chronic absence",
  "board.chronic_finding":
    "{rate} of students have missed 10 % or more of their days{direction, select, up {, {points} points more than on this day last year} down {, {points} points less than on this day last year} same {, the same as on this day last year} other {}}",
  "board.chronic_early":
    "No student has been enrolled for more than 30 days yet: the early warning is shown instead",
  "board.chronic_early_text":
    "{rate} of students ({n} of {d}) have missed 10 % or more of their days so far. This is not the state’s figure.",
  "board.chronic_text":
    "{n} of {d} students. The term is chronic absence: 10 % or more of the days a student was expected, for students expected on more than 30 days.",
  "board.chronic_group": "Shown for: {group}.",
  "board.level_chart": "Highest in {worst} schools: {rate}",
  "board.level": "Level",
  "board.rate_caption":
    "Chronic absence rate, {through}; attendance feeds; school year {year}; n = {n}. Orange tick: the same day last year.",
  "board.through_short": "through {date}",
  "board.group_table": "Chronic absence by student group",
  "board.group": "Student group",
  "board.rate": "Rate",
  "board.students": "Students",
  "board.of": "of",
  "board.change": "Points against last year",
  "board.enrollment_topic": "Enrollment",
  "board.enrollment_finding":
    "{now} students are enrolled{direction, select, up {, {size} more than on census day} down {, {size} fewer than on census day} same {, as many as on census day} other {}}",
  "board.enrollment_unknown": "Enrollment cannot be shown",
  "board.enrollment_text": "On norm day staffing is set; on census day the state counts.",
  "board.enrollment_table": "Students enrolled, by kind of school",
  "board.kind": "Kind of school",
  "board.norm": "Norm day",
  "board.census": "Census day",
  "board.now": "Now",
  "board.total": "All schools",
  "board.changes_topic": "Since the last meeting",
  "board.changes_finding":
    "{count, plural, =0 {Nothing has changed since the meeting of {date}} one {One thing has changed since the meeting of {date}} other {# things have changed since the meeting of {date}}}",
  "board.changes_none": "No earlier meeting has published figures to compare with",
  "board.kind_money": "Money",
  "board.kind_outcome": "Outcomes",
  "board.kind_restated": "Restated figures",
  "board.kind_school": "Schools",
  "board.changes_all": "Show all {count, number}",
  "board.changes_fewer": "Show fewer",
  "board.was_now": "{before} → {after}",
  "board.attention_topic": "Schools that need attention",
  "board.attention_finding":
    "{count, plural, =0 {No school stands out today} one {One school needs attention} other {# schools need attention}}",
  "board.schools_topic": "All schools",
  "board.schools_finding": "Open a school to see its page",
  "board.schools_table": "Schools with enrollment, attendance, chronic absence and suspensions",
  "board.school": "School",
  "board.enrolled": "Students",
  "board.attendance": "Attendance",
  "board.chronic": "Chronic absence",
  "board.suspended": "Suspended",
} as const;
