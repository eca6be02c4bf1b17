export const parentMessages = {
  "parent.topic": "Your child, school year {year}",
  "parent.choose": "Child",
  "parent.grade":
    "{grade, select, TK {Transitional kindergarten} K {Kindergarten} other {Grade {grade}}}, {school}.",
  "parent.no_school": "No school of this district has {name} enrolled today.",
  "parent.through":
    "{has_date, select, true {Attendance is known through {date}.} other {No school day has been reported yet.}}",
  "parent.absence_topic": "Days missed",
  "parent.absence_finding":
    "{days, plural, =0 {{name} has not missed a day} one {{name} has missed one day of {of}} other {{name} has missed # days of {of}}}",
  "parent.absence_none": "No school day has been counted for {name} yet",
  "parent.absence_good": "Under 10 % of the days so far",
  "parent.absence_near": "Close to 10 % of the days so far",
  "parent.absence_bad": "10 % or more of the days so far",
  "parent.absence_rate": "That is {rate} of the school days so far.",
  "parent.absence_excused":
    "{days, plural, =0 {None of them was excused.} one {One of them was excused.} other {# of them were excused.}}",
  "parent.absence_means":
    "Whoever misses 10 % or more of the days finds it hard to keep up. The term is chronic absence; the state counts it after more than 30 school days.",
  "parent.days_left":
    "{left, plural, =0 {No day is left: with one more missed day, {name} will have missed 10 % or more of this school year.} one {{name} can miss one more whole day this school year and stay under 10 %.} other {{name} can miss # more whole days this school year and stay under 10 %.}}",
  "parent.days_moved": "The days left count only what was missed at {school}.",
  "parent.days_shown":
    "Each square is a day: {missed, plural, one {# filled for a missed day} other {# filled for missed days}}, {left, plural, one {# empty for a day left before 10 %} other {# empty for days left before 10 %}}.",
  "parent.evaluation_topic": "Special education",
  "parent.evaluation_finding":
    "{status, select, on_time {The evaluation was held on time} late {The evaluation was held late} overdue {The evaluation is overdue} due_soon {The evaluation is due within 20 days} other {The evaluation is on its way}}",
  "parent.evaluation_none": "No evaluation for special education is on record",
  "parent.evaluation_kind":
    "{kind, select, initial {First evaluation} triennial {Evaluation every three years} other {Evaluation}}",
  "parent.evaluation_limit":
    "After you agree in writing, the school has 60 days, without long school breaks, to hold the evaluation.",
  "parent.consent": "You agreed",
  "parent.due": "To be held by",
  "parent.held": "Held",
  "parent.not_held": "not yet",
  "parent.days_late": "{days, plural, one {# day late} other {# days late}}",
  "parent.plan_due":
    "{is_over, select, true {The yearly review of the education plan (IEP) was due on {date}.} other {The next yearly review of the education plan (IEP) is due on {date}.}}",
  "parent.services_topic": "Services",
  "parent.services_finding": "{delivered} of {prescribed} prescribed minutes have been given",
  "parent.services_none": "No service is prescribed",
  "parent.services_text":
    "Services are part of the education plan (IEP). Prescribed minutes are those of the school days so far; days without school do not count.",
  "parent.service_minutes": "{delivered} of {prescribed} minutes given, {rate}",
  "parent.service_behind": "Behind",
  "parent.service_on_track": "On track",
  "parent.wrong": "This is wrong",
  "parent.dispute_topic": "Is something wrong?",
  "parent.dispute_finding": "Tell the school what is wrong",
  "parent.dispute_text": "The school reads it, looks into it and answers on this page.",
  "parent.about": "What is it about?",
  "parent.words": "What is wrong?",
  "parent.words_hint": "For example which day, and what really happened. Up to {most, number} characters.",
  "parent.words_missing": "Write what is wrong, then send it.",
  "parent.send": "Send to the school",
  "parent.sending": "Sending …",
  "parent.sent": "Sent. The school can read it now.",
  "parent.not_sent": "Not sent: {reason}",
  "parent.said": "What was said, and what the school answers",
} as const;
