export const drillMessages = {
  "drill.open": "{figure}: show who stands behind it",
  "drill.title": "Behind {figure}",
  "drill.total": "all of it",
  "drill.by": "Listed by",
  "drill.student": "Students",
  "drill.school": "Schools",
  "drill.loading": "Asking who stands behind it …",
  "drill.counted": "{is, select, true {counted} other {not counted}}",
  "drill.of": "{numerator} of {denominator}",
  "drill.most":
    "The first {count, plural, one {row} other {# rows}}, highest first; a download has all of them.",
  "drill.list": "{by, select, student {Students} other {Schools}} behind {figure}, highest first",
} as const;
