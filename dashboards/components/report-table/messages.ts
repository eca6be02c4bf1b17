export const reportTableMessages = {
  "report_table.value": "Now",
  "report_table.previous": "Year before",
  "report_table.change": "Change",
  "report_table.district": "Whole district",
  "report_table.difference": "Difference",
} as const;
