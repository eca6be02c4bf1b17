export const tableMessages = {
  "table.scroll": "{caption} (scrolls sideways)",
  "table.sort": "Sort by {column}",
  "table.total": "Total",
  "table.total_of": "{totals, select, visible {Total of what you see} other {Total of all}}",
  "table.empty": "No rows: nothing in this scope matches.",
  "table.all": "Show all {count, number} rows",
  "table.first": "The first {limit, number} of {count, number} rows; the workbook has all of them.",
  "table.fewer": "Show the first {limit, number} rows",
  "table.previous": "Previous",
  "table.next": "Next",
  "table.range": "{from, number} to {to, number} of {count, number}",
  "table.found": "{count, plural, =0 {No row matches} one {One row matches} other {# rows match}}",
} as const;
