import type { Account, District, Grant } from "#warehouse";

const board: Grant = {
  role: "board",
  scope: { kind: "district" },
  subjects: ["students", "special_education", "finance", "operations"],
  mayReadStudents: false,
  mayReadNames: false,
  reason: "Member of the board",
  from: "2024-07-01",
  to: null,
  givenBy: "configuration",
};
const accounts: Account[] = [
  { account: "board", name: "A Board Member", role: "board", grants: [board] },
  {
    account: "admin",
    name: "An Operator",
    role: "admin",
    grants: [{ ...board, role: "admin", mayReadStudents: true, mayReadNames: true }],
  },
  { account: "parent", name: "A Parent", role: "parent", grants: [] },
];

/** A district with three accounts and nothing published. */
export const testDistrict: District = {
  name: "Test Unified",
  districtId: "0761234",
  timeZone: "America/Los_Angeles",
  today: "2026-11-20",
  boardMeetings: ["2026-11-10"],
  schoolYears: [],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [],
  accounts,
  locales: ["en"],
};
