import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { ControlTables, PersonRow } from "../tables.ts";

/** Somebody whom an issuer vouches for; a person is the same one as long as issuer and subject are. */
export type Person = {
  personId: string;
  issuer: string;
  subject: string;
  name: string;
  email: string | null;
  /** The id by which the staff records know this person, where the provider tells it. */
  staffId: string | null;
  groups: string[];
  isDisabled: boolean;
  lastSeenAt: string;
};

/** What an issuer says of somebody who has just signed in. */
export type Vouched = Pick<Person, "issuer" | "subject" | "name" | "email" | "staffId" | "groups">;

export type People = {
  /** Remembers what the issuer says now, and gives the person; a disabled one stays disabled. */
  keepPerson(vouched: Vouched, now: string): Promise<Person>;
  /** Whom an issuer knows by a subject, or we by an id. */
  findPerson(
    by: { issuer: string } & ({ subject: string } | { personId: string }),
  ): Promise<Person | undefined>;
  /** By name; includes the disabled. */
  listPeople(): Promise<Person[]>;
  /** Nobody signs in as this person from now on; open sessions end and tokens are revoked. */
  disablePerson(personId: string, now: string): Promise<void>;
  enablePerson(personId: string): Promise<void>;
};

export function peopleOver(db: Kysely<ControlTables>): People {
  return {
    async keepPerson(vouched, now) {
      const said = {
        name: vouched.name,
        email: vouched.email,
        staff_id: vouched.staffId,
        group_names: JSON.stringify(vouched.groups),
        last_seen_at: now,
      };
      const { issuer, subject } = vouched;
      const first = { person_id: `p-${randomUUID()}`, is_disabled: 0, disabled_at: null, first_seen_at: now };
      const kept = await db
        .insertInto("person")
        .values({ ...said, ...first, issuer, subject })
        .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doUpdateSet(said))
        .returningAll()
        .executeTakeFirstOrThrow();
      return personOf(kept);
    },
    async findPerson(by) {
      const all = db.selectFrom("person").selectAll().where("issuer", "=", by.issuer);
      const row = await ("subject" in by
        ? all.where("subject", "=", by.subject)
        : all.where("person_id", "=", by.personId)
      ).executeTakeFirst();
      return row && personOf(row);
    },
    async listPeople() {
      const rows = await db.selectFrom("person").selectAll().orderBy("name").orderBy("person_id").execute();
      return rows.map(personOf);
    },
    disablePerson: (personId, now) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("person")
          .set({ is_disabled: 1, disabled_at: now })
          .where("person_id", "=", personId)
          .execute();
        await transaction.deleteFrom("session").where("person_id", "=", personId).execute();
        await transaction
          .updateTable("api_token")
          .set({ revoked_at: now })
          .where("person_id", "=", personId)
          .where("revoked_at", "is", null)
          .execute();
      }),
    async enablePerson(personId) {
      await db
        .updateTable("person")
        .set({ is_disabled: 0, disabled_at: null })
        .where("person_id", "=", personId)
        .execute();
    },
  };
}

export function personOf(row: PersonRow): Person {
  return {
    personId: row.person_id,
    issuer: row.issuer,
    subject: row.subject,
    name: row.name,
    email: row.email,
    staffId: row.staff_id,
    groups: listOf(row.group_names),
    isDisabled: row.is_disabled === 1,
    lastSeenAt: row.last_seen_at,
  };
}

/** A JSON list of texts as this store wrote it; anything else is no list. */
export function listOf(json: string): string[] {
  const found: unknown = JSON.parse(json);
  return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
}
