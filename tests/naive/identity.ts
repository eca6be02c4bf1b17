import type { Entry } from "./sources/read-csv.ts";
import type { Records } from "./sources/records.ts";

export type Identity = {
  /** The person behind a source's own student id; null for a record that belongs to nobody known. */
  personOf: (source: string, id: string) => string | null;
  /** The person with a state student id. */
  personWith: (stateStudentId: string) => string | null;
  /** A person's roster records, as `source id`. */
  rosterOf: Map<string, Entry[]>;
};

const nameOf = (first: string, last: string, birth: string) =>
  `${first.trim().toLowerCase()}|${last.trim().toLowerCase()}|${birth}`;

/** One state student id is one person; without a known one, a name and birth date that only one person has. */
export function readIdentity(records: Records): Identity {
  const students = new Set(
    records
      .roster("roles.csv")
      .filter((role) => role.of("role") === "student")
      .map((role) => `${role.source} ${role.of("userSourcedId")}`),
  );
  const births = new Map(
    records
      .roster("demographics.csv")
      .map((row) => [`${row.source} ${row.of("sourcedId")}`, row.of("birthDate")]),
  );
  const users = records
    .roster("users.csv")
    .filter((user) => students.has(`${user.source} ${user.of("sourcedId")}`));
  const stateIds = new Set(users.map((user) => user.of("userMasterIdentifier")).filter((id) => id !== ""));
  const bearers = new Map<string, Set<string>>();
  const birthOf = (user: Entry) => births.get(`${user.source} ${user.of("sourcedId")}`) ?? "";
  for (const user of users) {
    const name = nameOf(user.of("givenName"), user.of("familyName"), birthOf(user));
    const stateId = user.of("userMasterIdentifier");
    if (stateId !== "" && birthOf(user) !== "")
      bearers.set(name, (bearers.get(name) ?? new Set()).add(stateId));
  }
  const match = (stateId: string, name: string): string | null => {
    if (stateIds.has(stateId)) return stateId;
    const [only, another] = bearers.get(name) ?? [];
    return only !== undefined && another === undefined ? only : null;
  };
  const people = new Map<string, string | null>();
  const rosterOf = new Map<string, Entry[]>();
  for (const user of users) {
    const own = `${user.source}:${user.of("sourcedId")}`;
    const name = nameOf(user.of("givenName"), user.of("familyName"), birthOf(user));
    const person = match(user.of("userMasterIdentifier"), name) ?? own;
    people.set(`${user.source} ${user.of("sourcedId")}`, person);
    rosterOf.set(person, [...(rosterOf.get(person) ?? []), user]);
  }
  for (const row of records.feed("students")) {
    const name = nameOf(row.of("first_name"), row.of("last_name"), row.of("birth_on"));
    people.set(`${row.source} ${row.of("sped_student_id")}`, match(row.of("state_student_id"), name));
  }
  return {
    personOf: (source, id) => people.get(`${source} ${id}`) ?? null,
    personWith: (stateStudentId) => (stateIds.has(stateStudentId) ? stateStudentId : null),
    rosterOf,
  };
}
