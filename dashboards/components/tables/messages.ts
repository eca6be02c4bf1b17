export const tableMessages = {
  "table.scroll": "{caption} (scrolls sideways)",
  "table.sort": "Sort by {column}",
  "table.total": "Total",
  "table.empty": "No rows: nothing in this scope matches.",
  "table.rows": "{count, plural, one {# row} other {# rows}}",
} as const;
