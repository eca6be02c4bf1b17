import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";
import { type Grant, relations, roles, subjects } from "../district.ts";
import type { ControlTables } from "./tables.ts";

/** To whom a grant is given: an account, or everybody of a group that the identity provider names. */
export type Grantee = { kind: "person" | "group"; key: string };

/** A grant given by hand; its end is always set. */
export type HandGrant = {
  grantId: string;
  grantee: Grantee;
  grant: Grant;
  givenAt: string;
  revokedAt: string | null;
  revokedBy: string | null;
};

/** The store of grants given by hand; append-only. */
export type GrantStore = {
  /** Adds the grant and gives its id. */
  giveGrant(given: { grantee: Grantee; grant: Grant; at: string }): Promise<string>;
  /** Marks a grant as revoked; false where there is none or it was revoked before. */
  revokeGrant(revocation: { grantId: string; by: string; at: string }): Promise<boolean>;
  /** Every grant given by hand, or those of a person and her groups, revoked and ended ones too, oldest first. */
  handGrants(to?: { account: string; groups: string[] }): Promise<HandGrant[]>;
};

export function grantStore(db: Kysely<ControlTables>): GrantStore {
  return {
    async giveGrant({ grantee, grant, at }) {
      const row = rowOf(grantee, grant, at);
      await db.insertInto("hand_grant").values(row).execute();
      return row.grant_id;
    },
    async revokeGrant({ grantId, by, at }) {
      const row = { grant_id: grantId, revoked_by: by, revoked_at: at };
      const isThere = await db
        .selectFrom("hand_grant")
        .select("grant_id")
        .where("grant_id", "=", grantId)
        .execute();
      if (isThere.length === 0) return false;
      const added = await db
        .insertInto("grant_revocation")
        .values(row)
        .onConflict((conflict) => conflict.column("grant_id").doNothing())
        .returning("grant_id")
        .execute();
      return added.length === 1;
    },
    async handGrants(to) {
      const all = db
        .selectFrom("hand_grant")
        .leftJoin("grant_revocation", "grant_revocation.grant_id", "hand_grant.grant_id")
        .selectAll("hand_grant")
        .select(["revoked_at", "revoked_by"])
        .orderBy("given_at")
        .orderBy("hand_grant.grant_id");
      const wanted = to
        ? all.where(({ eb, and, or }) => {
            const person = and([eb("grantee_kind", "=", "person"), eb("grantee", "=", to.account)]);
            if (to.groups.length === 0) return person;
            return or([person, and([eb("grantee_kind", "=", "group"), eb("grantee", "in", to.groups)])]);
          })
        : all;
      return (await wanted.execute()).flatMap((row) => handGrantOf(row));
    },
  };
}

/** The row of a grant as it is kept; also what an invitation becomes. */
export function rowOf(grantee: Grantee, grant: Grant, at: string): ControlTables["hand_grant"] {
  if (grant.to === null) throw new Error("A grant given by hand needs an end: set `to`.");
  return {
    grant_id: randomUUID(),
    grantee_kind: grantee.kind,
    grantee: grantee.key,
    role: grant.role,
    scope: JSON.stringify(grant.scope),
    subjects: JSON.stringify(grant.subjects),
    may_read_students: Number(grant.mayReadStudents),
    may_read_names: Number(grant.mayReadNames),
    may_read_history: Number(grant.mayReadHistory ?? false),
    reason: grant.reason,
    purpose: grant.purpose ?? null,
    relation: grant.relation ?? null,
    valid_from: grant.from,
    valid_to: grant.to,
    given_by: grant.givenBy,
    given_at: at,
  };
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
});
const scope = z.union([
  z.object({ kind: z.literal("district") }),
  z.object({ kind: z.enum(["school", "operator", "region", "student"]), ids: z.array(z.string()) }),
]);
const flag = z.literal([0, 1]).transform((value) => value === 1);
const stored = z.object({
  grant_id: z.string(),
  grantee_kind: z.enum(["person", "group"]),
  grantee: z.string(),
  role: z.enum(roles),
  scope: json.pipe(scope),
  subjects: json.pipe(z.array(z.enum(subjects))),
  may_read_students: flag,
  may_read_names: flag,
  may_read_history: flag,
  reason: z.string(),
  purpose: z.string().nullable(),
  relation: z.enum(relations).nullable(),
  valid_from: z.iso.date(),
  valid_to: z.iso.date(),
  given_by: z.string(),
  given_at: z.string(),
  revoked_at: z.string().nullable(),
  revoked_by: z.string().nullable(),
});

/** A row that cannot be read gives nothing. */
function handGrantOf(row: unknown): HandGrant[] {
  const { data } = stored.safeParse(row);
  if (!data) return [];
  const { grant_id, grantee_kind, grantee, revoked_at, revoked_by, given_at } = data;
  return [
    {
      grantId: grant_id,
      grantee: { kind: grantee_kind, key: grantee },
      grant: {
        role: data.role,
        scope: data.scope,
        subjects: data.subjects,
        mayReadStudents: data.may_read_students,
        mayReadNames: data.may_read_names,
        mayReadHistory: data.may_read_history,
        reason: data.reason,
        ...(data.purpose === null ? {} : { purpose: data.purpose }),
        ...(data.relation === null ? {} : { relation: data.relation }),
        from: data.valid_from,
        to: data.valid_to,
        givenBy: data.given_by,
      },
      givenAt: given_at,
      revokedAt: revoked_at,
      revokedBy: revoked_by,
    },
  ];
}
