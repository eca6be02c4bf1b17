export const reportsMessages = {
  "reports.topic": "Reports",
  "reports.title": "Start from a report that holds up, and make it yours",
  "reports.words":
    "Open one, change what it counts, for whom and by what, and save it as your own. Everybody who opens a report sees only what she may see.",
  "reports.search": "Search reports",
  "reports.found": "{count, plural, =0 {No report is called that} one {# report} other {# reports}}",
  "reports.certified": "Certified reports",
  "reports.certified_words":
    "They ship with Rollbook and are tested. Nobody can change them; a copy is yours.",
  "reports.templates": "Templates of the district",
  "reports.templates_words": "Your copy keeps your changes, and is offered what the district changes later.",
  "reports.mine": "Your reports",
  "reports.none_mine": "You have saved no report yet: open one above, change it, and save it.",
  "reports.shared": "Shared with you",
  "reports.groups": "Groups that filters can name",
  "reports.groups_words":
    "Choose schools or students in a report’s filter and keep them under a name. Reports follow when a group changes; one whose group is gone says so.",
  "reports.group_of":
    "{dimension, select, school {{count, plural, one {# school} other {# schools}}} other {{count, plural, one {# student} other {# students}}}} · {owner}",
  "reports.group_sharing":
    "{with, select, nobody {only its owner} school {shared with a school} role {shared with a role} other {shared with the district}}",
  "reports.group_share": "Share the group {name}",
  "reports.share": "Share",
  "reports.group_share_title": "Who may use the group “{name}”?",
  "reports.group_share_words":
    "Whoever uses it in a filter sees only those of its members whom she may see herself.",
  "reports.group_shared": "{name} is shared now.",
  "reports.group_private": "Only you can use {name} now.",
  "reports.group_delete": "Delete the group {name}",
  "reports.delete": "Delete",
  "reports.by": "{name} · {date}",
  "reports.import": "Import a report file",
  "reports.importing": "Importing …",
  "reports.import_failed": "It was not imported: {reason}",
} as const;
