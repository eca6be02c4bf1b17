import {
  type Control,
  type District,
  openControl,
  openWarehouse,
  type Reader,
  readerFor,
  type Warehouse,
} from "#warehouse";
import { isAdministrator } from "../auth/powers.ts";
import { today } from "../auth/sessions.ts";
import { type GrantView, giveGrantRequest } from "../contract.ts";
import { giveGrant, revokeGrant } from "./give-grant.ts";
import { grantsOfAll } from "./tell-grants.ts";

/** What the command line says of a grant; `over` is "district" or a kind and its ids, like `school:0761…,0761…`. */
type GrantOptions = {
  as?: string | undefined;
  person?: string | undefined;
  group?: string | undefined;
  role?: string | undefined;
  over?: string | undefined;
  subjects?: string | undefined;
  "counts-only"?: boolean | undefined;
  history?: boolean | undefined;
  reason?: string | undefined;
  purpose?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
};

type Place = { dataDir: string; district: District; databaseUrl?: string | undefined };
type Told = { found: unknown; text: string };

/**
 * `rollbook grants list | give | revoke ID`, by the rules of the routes: an administrator does it, never for herself.
 * Throws an Error or WarehouseError with a sentence.
 */
export async function runGrants(
  { dataDir, district, databaseUrl }: Place,
  words: (string | undefined)[],
  options: GrantOptions,
): Promise<Told> {
  const warehouse = await openWarehouse({ dataDir, district });
  const control = await openControl({ dataDir, databaseUrl });
  try {
    return await obey({ warehouse, control, district, clock: () => new Date() }, words, options);
  } finally {
    warehouse.close();
    await control.close();
  }
}

type Stores = { district: District; warehouse: Warehouse; control: Control; clock: () => Date };

async function obey(
  stores: Stores,
  [action, id]: (string | undefined)[],
  options: GrantOptions,
): Promise<Told> {
  const admin = await administrator(stores, options.as);
  if (action === "list" || action === undefined) {
    const grants = await grantsOfAll(stores, admin);
    return { found: grants, text: grants.map(lineOf).join("\n") };
  }
  if (action === "give") {
    const grantId = await giveGrant(stores, admin, requestFrom(options));
    return { found: { grant_id: grantId }, text: `Given: ${grantId}` };
  }
  if (action === "revoke" && id) {
    await revokeGrant(stores, admin, id);
    return { found: { grant_id: id }, text: `Revoked: ${id}` };
  }
  throw new Error('Say what to do: "rollbook grants list", "give …" or "revoke ID".');
}

async function administrator(stores: Stores, account: string | undefined): Promise<Reader> {
  if (!account) throw new Error("Say which administrator you are: --as ACCOUNT, for example --as admin.");
  const reader = await readerFor(stores, account, today(stores.district, stores.clock));
  if (!isAdministrator(reader))
    throw new Error(`${reader.name} is no administrator: name one with --as ACCOUNT.`);
  return reader;
}

function requestFrom(options: GrantOptions) {
  const [kind, ids] = (options.over ?? "district").split(":");
  const { data, error } = giveGrantRequest.safeParse({
    grantee: options.group ? { kind: "group", key: options.group } : { kind: "person", key: options.person },
    role: options.role,
    scope: kind === "district" ? { kind } : { kind, ids: ids?.split(",") ?? [] },
    subjects: options.subjects?.split(","),
    may_read_students: options["counts-only"] ? false : undefined,
    may_read_history: options.history ? true : undefined,
    reason: options.reason,
    purpose: options.purpose,
    from: options.from,
    to: options.until,
  });
  if (data) return data;
  const [issue] = error.issues;
  throw new Error(`The grant cannot be given: ${issue?.path.join(".")} ${issue?.message}. ${EXAMPLE}`);
}

const EXAMPLE =
  'It looks like: rollbook grants give --as admin --person rosa --role principal --over school:07612340130293 --reason "Stands in until summer" --until 2027-06-30.';

function lineOf(grant: GrantView): string {
  const places = grant.scope.places.map(({ label }) => label).join(", ");
  const state = grant.holds ? "in force" : grant.revoked_at ? "revoked" : "not in force";
  const who = grant.grantee.kind === "group" ? `group ${grant.grantee.key}` : grant.grantee.key;
  const over = places ? `${grant.scope.kind} ${places}` : grant.scope.kind;
  const until = grant.to ?? "no end";
  return [who, grant.role, over, until, state, grant.given_by, grant.grant_id ?? "", grant.reason].join("  ");
}
