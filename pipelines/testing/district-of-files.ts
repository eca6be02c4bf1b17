import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { District } from "#warehouse";

/** A district of one source: its schools and their days, as files. */
export const districtOfFiles: District = {
  name: "Mini Unified",
  districtId: "0761234",
  timeZone: "America/Los_Angeles",
  today: null,
  boardMeetings: [],
  schoolYears: [
    {
      schoolYear: "2026-27",
      startsOn: "2026-08-10",
      endsOn: "2027-06-01",
      normDayOn: "2026-09-11",
      censusDayOn: "2026-10-07",
    },
  ],
  partsPerDay: 2,
  suppression: { threshold: 10, zeros: "shown", hideTogether: [] },
  sources: [
    {
      key: "sis",
      label: "Student information",
      files: { organizations: "organizations.csv", calendar: "calendar.csv" },
    },
  ],
  accounts: [],
  locales: ["en"],
};

const header =
  "organization_id,name,kind,level,region,board_district,operator_id,operator_name,charter_funding,authorizer,must_report,source_system,valid_from,valid_to";

/** Writes the files of that source with so many schools, each of one school day. */
export function writeSchools(folder: string, schools: number): void {
  const ids = Array.from({ length: schools }, (_, at) => `076123460000${String(at + 10).padStart(2, "0")}`);
  const rows = ids.map((id) => `${id},School ${id},school,elementary,,,,,not_charter,,Y,sis,2020-07-01,`);
  const days = ids.map((id) => `${id},A,2026-08-10,instructional,1,S1`);
  writeFileSync(join(folder, "organizations.csv"), `${[header, ...rows].join("\n")}\n`);
  writeFileSync(
    join(folder, "calendar.csv"),
    `${["organization_id,track,calendar_on,day_type,school_month,term", ...days].join("\n")}\n`,
  );
}
