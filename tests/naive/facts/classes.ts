import { schoolYearOf } from "../days.ts";
import type { Entry } from "../sources/read-csv.ts";
import type { Row } from "../sources/row.ts";
import type { World } from "../world.ts";
import { datesOf, type Stay } from "./enrollment.ts";

/** A student's seat in a class. */
type Seat = {
  person: string;
  source: string;
  student: string;
  organization: string;
  section: string;
  from: string;
  isOpen: boolean;
};

type Section = { organization: string; terms: string[]; periods: string[]; from: string; to: string };

type Classes = { seats: Seat[]; sections: Map<string, Section>; organizationOf: Map<string, string> };

const words = (text: string) => text.split(",").map((word) => word.trim());
const within = (source: string, id: string) => `${source} ${id}`;

export function readClasses(world: World): Classes {
  const { roster } = world.records;
  const organizationOf = new Map(
    roster("orgs.csv").map((org) => [within(org.source, org.of("sourcedId")), org.of("identifier")]),
  );
  const terms = new Map(
    roster("academicSessions.csv").map((term) => [within(term.source, term.of("sourcedId")), term]),
  );
  const sections = new Map(
    roster("classes.csv").map((section): [string, Section] => {
      const termsOf = words(section.of("termSourcedIds"));
      const sessions = termsOf.flatMap((id) => terms.get(within(section.source, id)) ?? []);
      return [
        within(section.source, section.of("sourcedId")),
        {
          organization: organizationOf.get(within(section.source, section.of("schoolSourcedId"))) ?? "",
          terms: termsOf,
          periods: words(section.of("periods")),
          from: sessions.map((term) => term.of("startDate")).sort()[0] ?? "",
          to:
            sessions
              .map((term) => term.of("endDate"))
              .sort()
              .at(-1) ?? "",
        },
      ];
    }),
  );
  const seats = roster("enrollments.csv").flatMap((entry) => {
    const seat = entry.of("role") === "student" && seatOf(entry, { sections, organizationOf, world });
    return seat ? [seat] : [];
  });
  return { seats, sections, organizationOf };
}

type Seating = Omit<Classes, "seats"> & { world: World };

function seatOf(entry: Entry, { sections, organizationOf, world }: Seating): Seat | null {
  const section = within(entry.source, entry.of("classSourcedId"));
  const person = world.identity.personOf(entry.source, entry.of("userSourcedId"));
  if (person === null) return null;
  const from = entry.of("beginDate") || sections.get(section)?.from || "";
  const to = entry.of("endDate") || sections.get(section)?.to || "";
  return {
    person,
    source: entry.source,
    student: entry.of("userSourcedId"),
    organization: organizationOf.get(within(entry.source, entry.of("schoolSourcedId"))) ?? "",
    section,
    from,
    isOpen: from !== "" && to !== "" && from <= world.asOf && world.asOf <= to,
  };
}

/** Persons with two open classes in one period of one term, as `source person`, with the classes that clash. */
function clashes({ seats, sections }: Classes): Map<string, Set<string>> {
  const booked = new Map<string, Set<string>>();
  for (const seat of seats.filter(({ isOpen }) => isOpen)) {
    const section = sections.get(seat.section);
    for (const term of section?.terms ?? [])
      for (const period of section?.periods ?? []) {
        const hour = [seat.source, seat.person, term, period].join("|");
        booked.set(hour, (booked.get(hour) ?? new Set()).add(seat.section));
      }
  }
  const clashing = new Map<string, Set<string>>();
  for (const [hour, taken] of booked) {
    const [source, person] = hour.split("|");
    const key = `${source} ${person}`;
    if (taken.size > 1) clashing.set(key, new Set([...(clashing.get(key) ?? []), ...taken]));
  }
  return clashing;
}

/** Marks that were given by today, and those that the last line item that fell due still lacks. */
export function markRows(classes: Classes, world: World): Row[] {
  const { roster } = world.records;
  const items = new Map(
    roster("lineItems.csv").map((item) => [within(item.source, item.of("sourcedId")), item]),
  );
  const given = new Map<string, Entry>();
  for (const result of roster("results.csv")) {
    const key = within(result.source, `${result.of("lineItemSourcedId")} ${result.of("studentSourcedId")}`);
    const known = given.get(key);
    const isLater = !known || result.of("scoreDate") > known.of("scoreDate");
    if (result.of("scoreDate") !== "" && result.of("scoreDate") <= world.asOf && isLater)
      given.set(key, result);
  }
  const lastDue = new Map<string, Entry>();
  for (const item of items.values()) {
    const section = within(item.source, item.of("classSourcedId"));
    const known = lastDue.get(section);
    const order = (entry: Entry) => `${entry.of("dueDate")} ${entry.of("sourcedId")}`;
    if (item.of("dueDate") <= world.asOf && (!known || order(item) > order(known)))
      lastDue.set(section, item);
  }
  const missing = new Map<string, { item: Entry; student: string }>();
  for (const seat of classes.seats) {
    const item = lastDue.get(seat.section);
    if (!item || !seat.isOpen || seat.from > item.of("dueDate")) continue;
    const key = within(seat.source, `${item.of("sourcedId")} ${seat.student}`);
    if (!given.get(key)?.of("score")) missing.set(key, { item, student: seat.student });
  }
  const rows: Row[] = [];
  for (const [key, { item, student }] of missing)
    rows.push(
      markOf(item, { student, score: "", on: given.get(key)?.of("scoreDate") ?? "" }, classes, world),
    );
  for (const [key, result] of given) {
    const item = items.get(within(result.source, result.of("lineItemSourcedId")));
    const mark = {
      student: result.of("studentSourcedId"),
      score: result.of("score"),
      on: result.of("scoreDate"),
    };
    if (item && !missing.has(key)) rows.push(markOf(item, mark, classes, world));
  }
  return rows;
}

type Mark = { student: string; score: string; on: string };

function markOf(item: Entry, { student, score, on }: Mark, { sections }: Classes, world: World): Row {
  const section = sections.get(within(item.source, item.of("classSourcedId")));
  const markedOn = on || item.of("dueDate");
  const person = world.identity.personOf(item.source, student);
  return {
    person,
    student: world.people.at(person, markedOn),
    place: world.places.at(section?.organization ?? "", markedOn),
    own: { ...datesOf(markedOn), school_year: section ? schoolYearOf(section.from) : null },
    has: { isMissing: score === "", isPassed: score !== "" && Number(score) >= 60 },
  };
}

/** Today's students of every school, by our enrolment or by the school's own system. */
export function rosterRows(stays: Stay[], classes: Classes, world: World): Row[] {
  const { asOf } = world;
  const here = new Set<string>();
  for (const stay of stays)
    if (!stay.isNoShow && stay.firstOn <= asOf && asOf <= stay.lastOn)
      here.add(`${stay.person} ${stay.organization}`);
  const inSource = new Set<string>();
  for (const role of world.records.roster("roles.csv")) {
    const person = world.identity.personOf(role.source, role.of("userSourcedId"));
    const organization = classes.organizationOf.get(within(role.source, role.of("orgSourcedId"))) ?? "";
    const isOpen = (role.of("beginDate") || asOf) <= asOf && asOf <= (role.of("endDate") || asOf);
    if (role.of("role") === "student" && person !== null && isOpen && organization.length === 14)
      inSource.add(`${person} ${organization}`);
  }
  const open = classes.seats.filter(({ isOpen }) => isOpen);
  const seated = new Set(open.map(({ person, organization }) => `${person} ${organization}`));
  const clashing = clashes(classes);
  const clashed = new Set(
    open
      .filter(({ source, person, section }) => clashing.get(`${source} ${person}`)?.has(section))
      .map(({ person, organization }) => `${person} ${organization}`),
  );
  const unmarked = new Set(
    markRows(classes, world)
      .filter(({ has }) => has.isMissing)
      .map(({ person, place }) => `${person} ${place?.dimensions.school}`),
  );
  return [...new Set([...here, ...inSource])].map((key): Row => {
    const [person = "", organization = ""] = key.split(" ");
    return {
      person,
      student: world.people.at(person, asOf),
      place: world.places.at(organization, asOf),
      own: { school_year: schoolYearOf(asOf), without_class: here.has(key) && !seated.has(key) },
      has: {
        isWithoutClass: here.has(key) && !seated.has(key),
        hasClash: clashed.has(key),
        hasMissingMark: unmarked.has(key),
        isDifferent: here.has(key) !== inSource.has(key),
      },
    };
  });
}
