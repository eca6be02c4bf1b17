export const printMessages = {
  "print.about": "About these figures",
  "print.asked_by": "Asked by",
  "print.asked": "{name}, {role}",
  "print.scope": "Scope",
  "print.scope_words":
    "{is_district, select, true {The whole district} other {The schools granted to this reader}}{may_read_students, select, true {, students included.} other {; groups of {threshold, number} or fewer students are hidden.}}",
  "print.published": "Published",
  "print.rows": "Rows",
  "print.definitions": "What was counted",
} as const;
