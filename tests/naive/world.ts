import type { District } from "#warehouse";
import { type Identity, readIdentity } from "./identity.ts";
import { type People, readPeople } from "./people.ts";
import { type Places, readPlaces } from "./places.ts";
import type { Records } from "./sources/records.ts";

/** What every fact is derived from. */
export type World = {
  records: Records;
  district: District;
  asOf: string;
  identity: Identity;
  people: People;
  places: Places;
};

export function worldOf(records: Records, district: District, asOf: string): World {
  const identity = readIdentity(records);
  const people = readPeople(records, identity, asOf);
  return { records, district, asOf, identity, people, places: readPlaces(records, district.districtId) };
}
