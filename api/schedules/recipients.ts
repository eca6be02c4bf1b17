import {
  type Account,
  accountOfPerson,
  allAccounts,
  issuerOf,
  type Reader,
  type ReportScheduleRow,
  readerOfAccount,
} from "#warehouse";
import { today } from "../auth/sessions.ts";
import type { Deps } from "../deps.ts";
import { staffRoles } from "../reports/sharing.ts";
import { sideBySide } from "../turns.ts";

type Place = Pick<Deps, "control" | "district" | "warehouse" | "clock">;

/** Somebody whom mail can go to, with the rights that she has at this moment. */
export type Recipient = { reader: Reader; email: string | null; isDisabled: boolean };

type Addressee = { account: Account } & Pick<Recipient, "email" | "isDisabled">;

/** Where mail to each account goes. */
async function addressees(place: Pick<Place, "control" | "district">): Promise<Addressee[]> {
  const issuer = issuerOf(place.district);
  const people = new Map(
    (await place.control.listPeople())
      .filter((person) => person.issuer === issuer)
      .map((person) => [accountOfPerson(place.district, person).account, person]),
  );
  return (await allAccounts(place)).map((account) => {
    const person = people.get(account.account);
    return {
      account,
      email: account.email ?? person?.email ?? null,
      isDisabled: person?.isDisabled ?? false,
    };
  });
}

/** Where a reader's mail goes; null where no address is known. */
export const addressOf = async (
  reader: Reader,
  place: Pick<Place, "control" | "district">,
): Promise<string | null> =>
  (await addressees(place)).find(({ account }) => account.account === reader.account)?.email ?? null;

const READ_AT_ONCE = 4;

/** Everybody whom Rollbook knows, by account, each with today's rights. */
export async function everybody(place: Place): Promise<Map<string, Recipient>> {
  const day = today(place.district, place.clock);
  const all = await addressees(place);
  const known = await sideBySide(all, READ_AT_ONCE, async ({ account, ...where }) => {
    const reader = await readerOfAccount(place, account, day);
    return [account.account, { reader, ...where }] as const;
  });
  return new Map(known);
}

/** Whom a schedule goes to: its owner, or everybody who has its role now; without those who want none. */
export async function recipientsOf(
  { schedule_id, owner, role }: Pick<ReportScheduleRow, "schedule_id" | "owner" | "role">,
  known: Map<string, Recipient>,
  { control }: Pick<Deps, "control">,
): Promise<Recipient[]> {
  const unsubscribed = new Set(await control.unsubscribed(schedule_id));
  return [...known.values()].filter(
    ({ reader }) => isReached({ owner, role }, reader) && !unsubscribed.has(reader.account),
  );
}

/** Whether a schedule is meant for a reader. */
export const isReached = (
  { owner, role }: Pick<ReportScheduleRow, "owner" | "role">,
  reader: Reader,
): boolean => (role === null ? reader.account === owner : staffRoles(reader).some((own) => own === role));
