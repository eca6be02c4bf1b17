export const definitionsMessages = {
  "definitions.title": "Two definitions side by side",
  "definitions.words":
    "The same word may count different students. Choose two definitions and see how many each counts and, where you may see students, who differs.",
  "definitions.first": "One definition",
  "definitions.second": "The other",
  "definitions.school": "School",
  "definitions.all_schools": "All that you may see",
  "definitions.table": "What each definition counts",
  "definitions.definition": "Definition",
  "definitions.source_words": "{authority}; {citation}; version {version}",
  "definitions.not_cited": "not cited",
  "definitions.counted": "Counted",
  "definitions.of": "Of",
  "definitions.rate": "Share",
  "definitions.more":
    "{size, plural, =0 {Both count the same number of students.} one {The second counts # student {direction, select, more {more} other {fewer}}.} other {The second counts # students {direction, select, more {more} other {fewer}}.}}",
  "definitions.hidden": "One of the figures is hidden or missing, so that the difference is not told.",
  "definitions.by_school": "By school",
  "definitions.students": "The students who differ",
  "definitions.differ":
    "{count, plural, =0 {No student differs: both definitions count the same.} one {One student differs} other {# students differ}}{count, plural, =0 {} other {: {first, number} counted by the first only, {second, number} by the second only, and {population, number} that only one of them considers, counted by neither.}}",
  "definitions.choose_school": "Choose a school to see the students.",
  "definitions.no_students":
    "Your grants do not reach single students of these definitions: numbers are told, protected like all others.",
  "definitions.standing":
    "{standing, select, counted {counted} not_counted {not counted} other {not considered}}",
  "definitions.expected": "Days expected",
  "definitions.absent": "Days absent",
  "definitions.none": "Nobody differs.",
  "definitions.nothing": "There are no two definitions that you may compare.",
  "definitions.loading": "Asking …",
} as const;
