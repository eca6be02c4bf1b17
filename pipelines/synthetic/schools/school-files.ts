import type { CsvFile } from "../csv-file.ts";
import { iso } from "../days.ts";
import type { School, System } from "./schools.ts";

const operators: Record<System, string> = {
  camino: "",
  brightpath: "Brightpath Schools",
  harbor: "Harbor Learning",
};

/** The charter that was locally funded until 30 June 2025. */
export const convertedCharter = (schools: School[]): School | undefined =>
  schools.findLast((school) => school.system === "harbor");

/** The converted charter has two rows, one for each kind of funding. */
export function writeOrganizations(file: CsvFile, schools: School[]): void {
  const converted = convertedCharter(schools);
  for (const school of schools) {
    if (school === converted) {
      writeOrganization(file, school, { funding: "locally_funded", from: "2019-07-01", to: "2025-06-30" });
      writeOrganization(file, school, { funding: "directly_funded", from: "2025-07-01", to: "" });
    } else {
      writeOrganization(file, school, { funding: fundingOf(school), from: "2015-07-01", to: "" });
    }
  }
}

export function fundingOf(school: School): string {
  if (school.system === "camino") return "not_charter";
  return school.system === "brightpath" ? "directly_funded" : "locally_funded";
}

type Version = { funding: string; from: string; to: string };

function writeOrganization(file: CsvFile, school: School, { funding, from, to }: Version): void {
  const isCharter = school.system !== "camino";
  file.write(
    school.id,
    school.name,
    school.isPlacement ? "non_public" : "school",
    school.level,
    school.isPlacement ? "" : school.region,
    school.isPlacement ? "" : String(school.boardDistrict),
    isCharter ? school.system : "",
    operators[school.system],
    funding,
    isCharter ? "Camino Unified" : "",
    "Y",
    school.system,
    from,
    to,
  );
}

/** School by weekday, for all years to the end of the last one. */
export function writeCalendar(file: CsvFile, schools: School[]): void {
  for (const school of schools) {
    for (const calendar of school.calendars) {
      for (const { day, type, schoolMonth, term } of calendar.days) {
        file.write(school.id, "A", iso(day), type, schoolMonth, term);
      }
    }
  }
}
