export const reconciliationMessages = {
  "reconciliation.topic": "Where the data stands",
  "reconciliation.title": "From the source to the published figures, school by school",
  "reconciliation.words":
    "Every row that was read is loaded, refused or set aside. Every loaded row is published, dated later than this load, a part of other records, or left out: that is the difference.",
  "reconciliation.load": "Load",
  "reconciliation.load_of": "{generation}, as of {date}",
  "reconciliation.not_counted":
    "In this load rows were not yet counted by school. Choose a later one, or load its files again.",
  "reconciliation.download": "Download as Excel",
  "reconciliation.schools_topic": "By school",
  "reconciliation.schools_finding":
    "{count, plural, =0 {No school has a loaded row that is not published} one {One school has loaded rows that are not published} other {# schools have loaded rows that are not published}}",
  "reconciliation.schools_table": "Rows of each school, the largest difference first",
  "reconciliation.schools_none": "No row of this load names a school.",
  "reconciliation.filter": "School or operator",
  "reconciliation.lines_topic": "One school, file by file",
  "reconciliation.lines_finding": "{school}: {loaded} rows loaded, {published} of them published",
  "reconciliation.lines_table": "Files with rows of {school}",
  "reconciliation.unknown_topic": "Rows of no known school",
  "reconciliation.unknown_finding":
    "{rows, plural, =0 {Every row that names a school names a known one} one {One row belongs to no known school} other {# rows belong to no known school}}",
  "reconciliation.unknown_table":
    "Rows of no known school, by file and what stands in the place of the school",
  "reconciliation.files_topic": "By file",
  "reconciliation.files_finding":
    "{files, plural, one {One file} other {# files}}: {closes, select, true {rows read = loaded + refused + set aside, and the rows of all schools add up to it} other {rows read are not loaded + refused + set aside}}",
  "reconciliation.files_table": "Files of this load, from what was sent to what is published",
  "reconciliation.as_written": "As written",
  "reconciliation.none_named": "none",
  "reconciliation.school": "School",
  "reconciliation.operator": "Operator",
  "reconciliation.feed": "Feed",
  "reconciliation.file": "File",
  "reconciliation.sent": "Sent",
  "reconciliation.read": "Read",
  "reconciliation.loaded": "Loaded",
  "reconciliation.rejected": "Refused",
  "reconciliation.quarantined": "Set aside",
  "reconciliation.published": "Published",
  "reconciliation.later": "Dated later",
  "reconciliation.elsewhere": "Part of other records",
  "reconciliation.left_out": "Difference",
} as const;
