import { schoolYearOf } from "./days.ts";
import type { Entry } from "./sources/read-csv.ts";
import type { Records } from "./sources/records.ts";
import type { PlaceState } from "./sources/row.ts";

/** `nth` is which school day of its year it is, from 1, at the school and on the track. */
type CalendarDay = { day: string; schoolYear: string; term: string | null; nth: number };

export type Places = {
  /** The school as it was on a day; before its first version, as in the first. */
  at: (organization: string, day: string) => PlaceState | null;
  /** Ids of organizations that must report on a day. */
  mustReport: (organization: string, day: string) => boolean;
  ids: string[];
  names: Map<string, string>;
  isCharter: (organization: string, day: string) => boolean;
  /** School days of a school and track in order; of all tracks, each day once, where no track is given. */
  schoolDays: (organization: string, track?: string) => CalendarDay[];
};

type Version = { from: string; entry: Entry; state: PlaceState };

const text = (value: string) => (value === "" ? null : value);

export function readPlaces(records: Records, districtId: string): Places {
  const versions = new Map<string, Version[]>();
  for (const entry of records.feed("organizations")) {
    const id = entry.of("organization_id");
    const version = { from: entry.of("valid_from"), entry, state: stateOf(entry, districtId) };
    versions.set(
      id,
      [...(versions.get(id) ?? []), version].sort((a, b) => (a.from < b.from ? -1 : 1)),
    );
  }
  const versionAt = (organization: string, day: string): Version | undefined => {
    const known = versions.get(organization) ?? [];
    return known.filter(({ from }) => from <= day).at(-1) ?? known[0];
  };
  const days = readDays(records.feed("calendar"));
  return {
    at: (organization, day) => versionAt(organization, day)?.state ?? null,
    mustReport: (organization, day) => versionAt(organization, day)?.entry.of("must_report") === "Y",
    isCharter: (organization, day) =>
      versionAt(organization, day)?.entry.of("charter_funding") !== "not_charter",
    ids: [...versions.keys()],
    names: new Map([...versions].map(([id, known]) => [id, known.at(-1)?.entry.of("name") ?? id])),
    schoolDays: (organization, track) => days.get(`${organization} ${track ?? ""}`) ?? [],
  };
}

function stateOf(entry: Entry, districtId: string): PlaceState {
  return {
    isReportable: !["non_public", "home_hospital"].includes(entry.of("kind")),
    dimensions: {
      school: entry.of("organization_id"),
      organization_kind: entry.of("kind"),
      level: entry.of("level"),
      region: text(entry.of("region")),
      board_district: text(entry.of("board_district")),
      operator: text(entry.of("operator_id")),
      charter_funding: entry.of("charter_funding"),
      district: districtId,
    },
  };
}

function readDays(calendar: Entry[]): Map<string, CalendarDay[]> {
  const days = new Map<string, Map<string, CalendarDay>>();
  for (const entry of calendar) {
    if (entry.of("day_type") !== "instructional") continue;
    const day = entry.of("calendar_on");
    for (const track of [entry.of("track"), ""]) {
      const key = `${entry.of("organization_id")} ${track}`;
      const found = days.get(key) ?? new Map<string, CalendarDay>();
      found.set(day, { day, schoolYear: schoolYearOf(day), term: text(entry.of("term")), nth: 0 });
      days.set(key, found);
    }
  }
  const sorted = (found: Map<string, CalendarDay>) =>
    [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  return new Map([...days].map(([key, found]) => [key, counted(sorted(found))]));
}

function counted(days: CalendarDay[]): CalendarDay[] {
  const seen = new Map<string, number>();
  return days.map((one) => {
    const nth = (seen.get(one.schoolYear) ?? 0) + 1;
    seen.set(one.schoolYear, nth);
    return { ...one, nth };
  });
}
