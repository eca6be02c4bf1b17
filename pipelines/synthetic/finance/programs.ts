/** A program of work with all that finance keeps about it; every list is complete, the writer cuts it at a date. */
export type Program = {
  id: string;
  name: string;
  isCaseFile: boolean;
  purpose: string;
  startedOn: string;
  published?: { totalUsd: number; note: string; citation: string };
  actions: BoardAction[];
  commitments: {
    vendor: string;
    kind: "contract" | "purchase_order" | "change_order";
    committedOn: string;
    amountUsd: number;
    liquidatedShare: number;
    fund: string;
  }[];
  /** Monthly spending from one month to another, inclusive ("2024-01"). */
  spending: { from: string; to: string; monthlyUsd: number; account: string; fund: string }[];
  forecasts: { asOf: string; low: number; likely: number; high: number }[];
  recurring: RecurringCost[];
};

export type BoardAction = {
  /** The last day of the period that is known. */
  effectiveOn: string;
  precision: "day" | "month" | "year";
  recordedOn: string;
  kind: "request" | "recommend" | "approve" | "amend" | "ratify" | "rescind" | "detail";
  amountUsd: number;
  reportNo?: string;
  bondResolutionNo?: string;
  fund?: string;
  itemsInVote?: number;
  citation?: string;
  note?: string;
};

type RecurringCost = {
  category: "staff" | "licence" | "hosting" | "support" | "training" | "refresh";
  /** First and last fiscal year by the year they begin in. */
  from: number;
  to: number;
  low: number | null;
  likely: number;
  high: number | null;
  fund?: string;
  fundedUsd?: number;
  basis: string;
  recordedOn: string;
};

// biome-ignore format: one source a line
export const fundSources = [
  { id: "general", name: "General fund, unrestricted", isOneTime: false, isCapitalOnly: false, uses: "operating", endsOn: "" },
  { id: "supplemental", name: "Supplemental and concentration grant", isOneTime: false, isCapitalOnly: false, uses: "operating", endsOn: "" },
  { id: "bond-2020", name: "School facilities bond 2020", isOneTime: true, isCapitalOnly: true, uses: "capital", endsOn: "2030-06-30" },
  { id: "recovery-grant", name: "Learning recovery block grant", isOneTime: true, isCapitalOnly: false, uses: "operating", endsOn: "2027-06-30" },
  { id: "case-file-bond", name: "Facilities bond (case file)", isOneTime: true, isCapitalOnly: true, uses: "capital", endsOn: "" },
  { id: "case-file-general", name: "General fund (case file)", isOneTime: false, isCapitalOnly: false, uses: "operating", endsOn: "" },
];

const tutoring: Program = {
  id: "reading-tutors",
  name: "Reading tutors, grades K-3",
  isCaseFile: false,
  purpose: "Small-group tutoring for pupils who read below grade level",
  startedOn: "2023-10-17",
  // biome-ignore format: one action a line
  actions: [
    { effectiveOn: "2023-10-17", precision: "day", recordedOn: "2023-10-18", kind: "approve", amountUsd: 6_200_000, reportNo: "112-23/24", fund: "supplemental", itemsInVote: 3 },
    { effectiveOn: "2025-06-10", precision: "day", recordedOn: "2025-06-11", kind: "amend", amountUsd: 380_000, reportNo: "301-24/25", fund: "supplemental", itemsInVote: 4 },
  ],
  // biome-ignore format: one commitment a line
  commitments: [
    { vendor: "Readwell Tutors LLC", kind: "contract", committedOn: "2023-11-06", amountUsd: 4_100_000, liquidatedShare: 0.83, fund: "supplemental" },
    { vendor: "Northgate Books", kind: "purchase_order", committedOn: "2025-08-20", amountUsd: 265_000, liquidatedShare: 1, fund: "supplemental" },
  ],
  spending: [
    { from: "2024-01", to: "2027-06", monthlyUsd: 128_400, account: "tutors", fund: "supplemental" },
  ],
  forecasts: [
    { asOf: "2026-02-28", low: 2_000_000, likely: 2_150_000, high: 2_400_000 },
    { asOf: "2026-10-15", low: 900_000, likely: 1_010_000, high: 1_180_000 },
  ],
  // biome-ignore format: one cost a line
  recurring: [
    { category: "staff", from: 2027, to: 2036, low: 1_250_000, likely: 1_310_000, high: 1_450_000, fund: "supplemental", fundedUsd: 1_310_000, basis: "adopted multi-year projection", recordedOn: "2025-06-11" },
  ],
};

/** 9.4 million at first, 22.56 million at the meeting before last, 24.44 million (2.6 times) at the last one. */
const familyPortal: Program = {
  id: "records-portal",
  name: "Student records and family portal",
  isCaseFile: false,
  purpose: "One records system for all schools, with a portal for families",
  startedOn: "2022-06-14",
  // biome-ignore format: one action a line
  actions: [
    { effectiveOn: "2022-06-14", precision: "day", recordedOn: "2022-06-15", kind: "approve", amountUsd: 9_400_000, reportNo: "287-21/22", bondResolutionNo: "2022-18", fund: "bond-2020", itemsInVote: 38 },
    { effectiveOn: "2023-05-16", precision: "day", recordedOn: "2023-05-17", kind: "amend", amountUsd: 3_900_000, reportNo: "266-22/23", fund: "general", itemsInVote: 9 },
    { effectiveOn: "2024-03-12", precision: "day", recordedOn: "2024-03-13", kind: "amend", amountUsd: 4_600_000, reportNo: "198-23/24", bondResolutionNo: "2024-07", fund: "bond-2020", itemsInVote: 5 },
    { effectiveOn: "2025-08-12", precision: "day", recordedOn: "2025-08-13", kind: "amend", amountUsd: 4_660_000, reportNo: "014-25/26", bondResolutionNo: "2025-21", fund: "bond-2020", itemsInVote: 6 },
    { effectiveOn: "2026-10-06", precision: "day", recordedOn: "2026-10-07", kind: "request", amountUsd: 1_880_000, reportNo: "071-26/27", fund: "bond-2020", note: "asked for by staff; heard by the bond oversight committee" },
    { effectiveOn: "2026-11-10", precision: "day", recordedOn: "2026-11-12", kind: "amend", amountUsd: 1_880_000, reportNo: "088-26/27", bondResolutionNo: "2026-30", fund: "bond-2020", itemsInVote: 7 },
  ],
  // biome-ignore format: one commitment a line
  commitments: [
    { vendor: "Corvida Software Inc.", kind: "contract", committedOn: "2022-08-01", amountUsd: 8_750_000, liquidatedShare: 1, fund: "bond-2020" },
    { vendor: "Corvida Software Inc.", kind: "change_order", committedOn: "2024-04-08", amountUsd: 4_300_000, liquidatedShare: 0.94, fund: "bond-2020" },
    { vendor: "Harlan Integration Partners", kind: "contract", committedOn: "2025-09-02", amountUsd: 4_200_000, liquidatedShare: 0.55, fund: "bond-2020" },
    { vendor: "Corvida Software Inc.", kind: "change_order", committedOn: "2026-11-17", amountUsd: 1_640_000, liquidatedShare: 0, fund: "bond-2020" },
  ],
  spending: [
    { from: "2022-09", to: "2024-03", monthlyUsd: 455_000, account: "portal-equipment", fund: "bond-2020" },
    { from: "2024-04", to: "2025-08", monthlyUsd: 372_500, account: "portal-equipment", fund: "bond-2020" },
    { from: "2023-07", to: "2025-06", monthlyUsd: 118_000, account: "portal-staff", fund: "general" },
    { from: "2025-09", to: "2027-06", monthlyUsd: 163_000, account: "portal-equipment", fund: "bond-2020" },
  ],
  forecasts: [
    { asOf: "2025-07-31", low: 3_000_000, likely: 3_900_000, high: 4_800_000 },
    { asOf: "2026-07-31", low: 2_300_000, likely: 2_900_000, high: 4_100_000 },
    { asOf: "2026-11-16", low: 3_100_000, likely: 3_750_000, high: 5_600_000 },
  ],
  // biome-ignore format: one cost a line
  recurring: [
    { category: "licence", from: 2027, to: 2036, low: 1_300_000, likely: 1_450_000, high: 1_800_000, basis: "vendor quotation of May 2026", recordedOn: "2026-06-03" },
    { category: "hosting", from: 2027, to: 2036, low: 600_000, likely: 720_000, high: 900_000, basis: "twelve months of invoices", recordedOn: "2026-06-03" },
    { category: "staff", from: 2027, to: 2036, low: 1_000_000, likely: 1_150_000, high: 1_250_000, fund: "general", fundedUsd: 500_000, basis: "eight positions at the adopted salary schedule", recordedOn: "2026-06-03" },
  ],
};

const devices: Program = {
  id: "home-devices",
  name: "Home devices and internet access",
  isCaseFile: false,
  purpose: "A laptop and a connection for every pupil who has none at home",
  startedOn: "2024-09-10",
  // biome-ignore format: one action a line
  actions: [
    { effectiveOn: "2024-09-10", precision: "day", recordedOn: "2024-09-11", kind: "approve", amountUsd: 11_800_000, reportNo: "041-24/25", fund: "recovery-grant", itemsInVote: 2 },
  ],
  // biome-ignore format: one commitment a line
  commitments: [
    { vendor: "Tessel Computing", kind: "purchase_order", committedOn: "2024-10-21", amountUsd: 7_400_000, liquidatedShare: 0.97, fund: "recovery-grant" },
    { vendor: "Valley Wireless", kind: "contract", committedOn: "2024-11-12", amountUsd: 2_300_000, liquidatedShare: 0.64, fund: "recovery-grant" },
  ],
  spending: [
    { from: "2024-11", to: "2027-06", monthlyUsd: 345_600, account: "devices", fund: "recovery-grant" },
  ],
  forecasts: [{ asOf: "2026-08-31", low: 3_000_000, likely: 3_350_000, high: 3_700_000 }],
  recurring: [],
};

export const districtPrograms: Program[] = [tutoring, familyPortal, devices];
