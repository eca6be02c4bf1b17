export const questionMessages = {
  "question.sentence":
    "{measures}{has_groups, select, true { by {groups}} other {}}{has_filters, select, true {, where {filters}} other {}}{compare, select, previous_year {, compared with the year before} district {, compared with the whole district} target {, compared with the target} generation {, compared with an earlier generation} other {}}{has_limit, select, true {, the first {limit, plural, one {row} other {# rows}}} other {}}.",
  "question.filter":
    "{op, select, not_in {{dimension} is not {values}} between {{dimension} is from {from} to {to}} other {{dimension} is {values}}}",
  "question.more": "{count, plural, one {# more} other {# more}}",
  "question.not_recorded": "“{measure}” is not recorded by {dimension}.",
  "question.not_published":
    "“{measure}” is not published by {dimensions} together: groups of students would be too small to be shown.",
  "question.needs": "“{measure}” means something only for each {dimensions}: add that group first.",
  "question.no_year": "“{measure}” has no school year, so that it cannot be compared with the year before.",
  "question.topic.enrollment": "Enrollment",
  "question.topic.attendance": "Attendance",
  "question.topic.chronic_absence": "Chronic absence",
  "question.topic.classes": "Classes",
  "question.topic.discipline": "Discipline",
  "question.topic.special_education": "Special education",
  "question.topic.evaluations": "Evaluations",
  "question.topic.services": "Services",
  "question.topic.outcomes": "Outcomes",
  "question.topic.costs": "Costs",
  "question.topic.completeness": "Completeness of the records",
  "question.topic.school_census": "The state's files",
  "question.topic.place": "Places",
  "question.topic.time": "Time",
  "question.topic.students": "Students",
  "question.topic.record": "The records themselves",
  "question.finding.whole": "{measure}: {value}",
  "question.finding.highest": "{measure} is highest at {place}: {value}",
  "question.finding.range": "{measure}: from {low} ({low_place}) to {high} ({high_place})",
  "question.finding.trend":
    "{measure} {direction, select, up {rose} down {fell} other {stayed the same}} from {first} ({first_place}) to {last} ({last_place})",
  "question.finding.list":
    "{count, plural, =0 {No student matches} one {# row, for one student} other {# rows, each for one student}}",
  "question.finding.none": "{measure}: no figure can be shown",
  "question.figures_hidden":
    "{count, plural, =0 {} one {One figure is hidden or missing and drawn as a hatched gap.} other {# figures are hidden or missing and drawn as hatched gaps.}}",
  "question.axis_start": "The axis starts at {value}.",
  "question.through": "Through {date}.",
  "question.first_rows": "The first {shown, number} of {count, number} rows.",
  "question.badge.certified": "Certified",
  "question.badge.outdated": "Outdated",
  "question.badge.definition": "A definition has changed",
  "question.badge.template": "The template has changed",
  "question.compare_definitions": "“{one}” beside “{other}”: who differs",
  "question.change":
    "{direction, select, better {better} worse {worse} up {up} down {down} other {no change}}",
} as const;
