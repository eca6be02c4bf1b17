import type { Control } from "../control/control-store.ts";
import type { HandGrant } from "../control/grants.ts";
import type { Account, District, Grant, Reader } from "../district.ts";
import type { Warehouse } from "../open-warehouse.ts";
import { findAccount } from "./accounts.ts";
import { withinTemplate } from "./role-templates.ts";

/** Where grants come from; a source that is not there gives none. */
export type GrantSources = {
  district: District;
  /** Grants given by hand, and the people who have signed in. */
  control?: Pick<Control, "handGrants" | "findPerson" | "listPeople">;
  /** Assignments of staff in the current generation. */
  warehouse?: Pick<Warehouse, "grantsOfStaff">;
};

/** A grant of a person with where it came from; `byHand` holds what is kept beside one given by hand. */
export type GivenGrant = {
  source: "configuration" | "staff_assignments" | "by_hand";
  grant: Grant;
  byHand: HandGrant | null;
};

/** Every grant of a person from the three sources, also those that ended, were revoked or exceed their role. */
export async function grantsOfPerson(sources: GrantSources, person: Account): Promise<GivenGrant[]> {
  const { control, warehouse } = sources;
  const { account, groups = [], staff } = person;
  const [assigned = [], byHand = []] = await Promise.all([
    staff ? warehouse?.grantsOfStaff(staff) : [],
    control?.handGrants({ account, groups }),
  ]);
  return [
    ...person.grants.map((grant) => ({ source: "configuration" as const, grant, byHand: null })),
    ...assigned.map((grant) => ({ source: "staff_assignments" as const, grant, byHand: null })),
    ...byHand.map((given) => ({ source: "by_hand" as const, grant: given.grant, byHand: given })),
  ];
}

/**
 * The one place where a reader is made: an account with the grants of all sources that hold on `day` (ISO date), each no
 * further than its role's template.
 */
export async function readerOfAccount(sources: GrantSources, person: Account, day: string): Promise<Reader> {
  const { account, name, role } = person;
  const given = await grantsOfPerson(sources, person);
  return { account, name, role, grants: given.flatMap((one) => holdingOn(one, account, day) ?? []) };
}

/** The reader behind the name of an account. Throws `unknown_account`. */
export async function readerFor(sources: GrantSources, account: string, day: string): Promise<Reader> {
  return readerOfAccount(sources, await findAccount(sources, account), day);
}

/**
 * The grant as it holds on a day, or null. One that a person gave to a group gives her nothing herself: she might have
 * joined the group afterwards.
 */
export function holdingOn({ grant, byHand }: GivenGrant, account: string, day: string): Grant | null {
  const isSelfGiven = byHand !== null && grant.givenBy === account;
  const isOver = day < grant.from || (grant.to !== null && grant.to < day);
  if (isSelfGiven || isOver || byHand?.revokedAt) return null;
  return withinTemplate(grant);
}
