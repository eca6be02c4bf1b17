import type { Person } from "../control/sign-in/people.ts";
import type { Account, District, StaffLink } from "../district.ts";
import { didYouMean, nearest, WarehouseError } from "../semantic/errors.ts";
import type { GrantSources } from "./readers.ts";

/** The issuer of demo accounts: this machine. A provider's is an address, so the two never meet. */
export const DEMO = "demo";

/** Who vouches for people here and now; whom another vouched for must sign in again. */
export function issuerOf({ identityProvider }: District): string {
  return identityProvider?.issuer ?? DEMO;
}

/**
 * The account of a person: the configured one that names her subject, else her own, which no configuration describes.
 * Nothing else joins the two; least of all an e-mail address or a name. Groups and staff id are what the issuer says.
 */
export function accountOfPerson(district: District, person: Person): Account {
  const { issuer, subject, personId, name } = person;
  const found = district.accounts.find((one) => subjectOf(one, issuer) === subject);
  return withPerson(district, found ?? { account: personId, name, role: "guest", grants: [] }, person);
}

const subjectOf = (account: Account, issuer: string) => (issuer === DEMO ? account.account : account.subject);

/** The account of this name, configured or of somebody who has signed in. Throws `unknown_account`. */
export async function findAccount({ district, control }: GrantSources, account: string): Promise<Account> {
  const issuer = issuerOf(district);
  const found = district.accounts.find((known) => known.account === account);
  const subject = found && subjectOf(found, issuer);
  if (found) {
    const person = subject === undefined ? undefined : await control?.findPerson({ issuer, subject });
    return person ? withPerson(district, found, person) : found;
  }
  const guest = await control?.findPerson({ issuer, personId: account });
  return guest ? accountOfPerson(district, guest) : configuredAccount(district, account);
}

/** An account of the configuration. Throws `unknown_account`. */
export function configuredAccount({ accounts }: District, account: string): Account {
  const found = accounts.find((known) => known.account === account);
  if (found) return found;
  const names = accounts.map((known) => known.account);
  throw new WarehouseError(
    "unknown_account",
    `There is no account "${account}".${didYouMean(nearest(account, names))} The accounts are ${names.join(", ")}.`,
  );
}

/** Every account: the configured ones, then those of people who have signed in. */
export async function allAccounts({ district, control }: GrantSources): Promise<Account[]> {
  const people = (await control?.listPeople()) ?? [];
  const signedIn = people
    .filter(({ issuer }) => issuer === issuerOf(district))
    .map((person) => accountOfPerson(district, person));
  const byName = new Map(signedIn.map((account) => [account.account, account]));
  const configured = district.accounts.map((account) => byName.get(account.account) ?? account);
  const names = new Set(configured.map(({ account }) => account));
  return [...configured, ...signedIn.filter(({ account }) => !names.has(account))];
}

function withPerson(district: District, account: Account, person: Person): Account {
  const groups = [...new Set([...(account.groups ?? []), ...person.groups])];
  const staff = account.staff ?? staffOf(district, person);
  return { ...account, groups, ...(staff === undefined ? {} : { staff }) };
}

function staffOf({ identityProvider }: District, { staffId }: Person): StaffLink | undefined {
  const source = identityProvider?.staffSource;
  return source === undefined || staffId === null ? undefined : { source, id: staffId };
}
