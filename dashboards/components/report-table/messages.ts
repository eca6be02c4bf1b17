export const reportTableMessages = {
  "report_table.value": "Now",
  "report_table.previous": "Year before",
  "report_table.change": "Change",
  "report_table.district": "Whole district",
  "report_table.target": "Target",
  "report_table.gap": "To the target",
  "report_table.then": "Then",
  "report_table.restated": "Change since then",
  "report_table.difference": "Difference",
} as const;
