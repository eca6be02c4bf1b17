import {
  type Account,
  allAccounts,
  type GivenGrant,
  grantsOfPerson,
  holdingOn,
  type Reader,
} from "#warehouse";
import { today } from "../auth/sessions.ts";
import type { GrantView } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { type Places, placesOf } from "./places.ts";

type Needed = Pick<Deps, "control" | "clock" | "district" | "warehouse">;

/** The grants of one person, whether they hold or not, as they are told to `reader`. */
export async function grantsOfOne(deps: Needed, person: Account, reader: Reader): Promise<GrantView[]> {
  const [given, places] = await Promise.all([grantsOfPerson(deps, person), placesOf(deps, reader)]);
  return given.map((one) => tell(one, { person, places, day: today(deps.district, deps.clock) }));
}

/** Everybody's grants: those of each known person, then those given to groups. */
export async function grantsOfAll(deps: Needed, reader: Reader): Promise<GrantView[]> {
  const { district, control, clock } = deps;
  const [places, byHand, accounts] = await Promise.all([
    placesOf(deps, reader),
    control.handGrants(),
    allAccounts(deps),
  ]);
  const telling = { places, day: today(district, clock) };
  const ofPersons = await Promise.all(
    accounts.map(async (person) => {
      const given = await grantsOfPerson(deps, { ...person, groups: [] });
      return given.map((one) => tell(one, { person, ...telling }));
    }),
  );
  const known = new Set(accounts.map(({ account }) => account));
  const others = byHand.filter(({ grantee: { kind, key } }) => kind === "group" || !known.has(key));
  return [
    ...ofPersons.flat(),
    ...others.map((given) => {
      const { key } = given.grantee;
      const person = { account: key, name: key };
      return tell({ source: "by_hand", grant: given.grant, byHand: given }, { person, ...telling });
    }),
  ];
}

type Telling = { person: Pick<Account, "account" | "name">; places: Places; day: string };

/** One grant as it is told; a place beyond the reader's own grants is told by its key. */
export function tell(given: GivenGrant, { person, places, day }: Telling): GrantView {
  const { grant, byHand, source } = given;
  const { scope } = grant;
  const labels = new Map(
    [...places.schools, ...places.operators, ...places.regions].map(({ key, label }) => [key, label]),
  );
  const ids = scope.kind === "district" ? [] : scope.ids;
  const isToGroup = byHand?.grantee.kind === "group";
  return {
    grant_id: byHand?.grantId ?? null,
    source,
    grantee: isToGroup
      ? { ...byHand.grantee, name: byHand.grantee.key }
      : { kind: "person", key: person.account, name: person.name },
    role: grant.role,
    scope: { kind: scope.kind, places: ids.map((key) => ({ key, label: labels.get(key) ?? key })) },
    subjects: grant.subjects,
    may_read_students: grant.mayReadStudents,
    may_read_names: grant.mayReadNames,
    may_read_history: grant.mayReadHistory ?? false,
    reason: grant.reason,
    purpose: grant.purpose ?? null,
    relation: grant.relation ?? null,
    from: grant.from,
    to: grant.to,
    given_by: grant.givenBy,
    given_at: byHand?.givenAt ?? null,
    revoked_at: byHand?.revokedAt ?? null,
    revoked_by: byHand?.revokedBy ?? null,
    holds: holdingOn(given, person.account, day) !== null,
  };
}
