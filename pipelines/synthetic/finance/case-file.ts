import type { Program } from "./programs.ts";

const times = "Los Angeles Times, 2016-04-14";
const report = "LA School Report, 2016-04-14";
const million = 1_000_000;

/**
 * The published history of another district's records system. Approvals are what the articles say was approved or asked
 * for and is contained in the published total; requests and details are shown and never added. Nothing is known of what
 * was spent or forecast. A date that is known to the month or year stands at the end of that period.
 */
export const caseFile: Program = {
  id: "case-file-records-system",
  name: "Case file: a records system, 2013-2016",
  isCaseFile: true,
  purpose: "A student records system for a very large district, as published",
  startedOn: "2013-06-30",
  published: {
    totalUsd: 189 * million,
    note: "Published total since 2013; the part above the approvals is not itemised in the source (it says: more in general fund).",
    citation: times,
  },
  // biome-ignore format: one action a line
  actions: [
    { effectiveOn: "2013-06-30", precision: "month", recordedOn: "2013-06-30", kind: "approve", amountUsd: 29.7 * million, fund: "case-file-bond", itemsInVote: 309, citation: times, note: "One of 309 projects in one vote." },
    { effectiveOn: "2014-12-31", precision: "year", recordedOn: "2014-12-31", kind: "approve", amountUsd: 15.7 * million, fund: "case-file-bond", citation: times, note: "The article says: asked for; entered as approved because the published totals contain it." },
    { effectiveOn: "2014-10-31", precision: "month", recordedOn: "2014-10-31", kind: "detail", amountUsd: 10 * million, fund: "case-file-general", citation: "LA School Report; Los Angeles Daily News, 2014", note: "August to October 2014: 10 million of general fund to schools; 11 million in another count. Overlap with the total unknown." },
    { effectiveOn: "2014-10-31", precision: "month", recordedOn: "2014-10-31", kind: "detail", amountUsd: 3.6 * million, fund: "case-file-bond", citation: "LA School Report, October 2014", note: "3,343 desktop computers. Overlap with the approvals unknown." },
    { effectiveOn: "2014-11-30", precision: "month", recordedOn: "2014-11-30", kind: "request", amountUsd: 53.3 * million, fund: "case-file-bond", citation: "Los Angeles Daily News, November 2014", note: "A request to the oversight committee, for nearly 98 million in all; not an approval." },
    { effectiveOn: "2015-06-30", precision: "month", recordedOn: "2015-06-30", kind: "detail", amountUsd: 79.6 * million, fund: "case-file-bond", citation: "LA School Report; KPCC, 2015", note: "Vote of May or June 2015, unanimous in the oversight committee; total then 133 million. Contained in the 88.1 million of the year." },
    { effectiveOn: "2015-12-31", precision: "year", recordedOn: "2015-12-31", kind: "approve", amountUsd: 88.1 * million, fund: "case-file-bond", citation: times, note: "Approvals of the year." },
    { effectiveOn: "2016-04-30", precision: "month", recordedOn: "2016-04-30", kind: "approve", amountUsd: 40.3 * million, fund: "case-file-bond", citation: times, note: "The last of six chunks; 40.7 million in another report (KPCC)." },
  ],
  commitments: [],
  spending: [],
  forecasts: [],
  // biome-ignore format: one cost a line
  recurring: [
    { category: "support", from: 2018, to: 2025, low: 12 * million, likely: 12 * million, high: null, basis: `cost of another district system of similar size (${report}: budget a minimum of $12 million a year)`, recordedOn: "2016-04-14" },
  ],
};
