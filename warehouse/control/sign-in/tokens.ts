import type { Kysely } from "kysely";
import type { ControlTables, TokenRow } from "../tables.ts";
import { listOf, type Person, personOf } from "./people.ts";

/** A personal API token as its owner may see it: everything but the token. */
export type ApiToken = {
  tokenId: string;
  label: string;
  scopes: string[];
  createdAt: string;
  /** The last day on which it is good. */
  expiresOn: string;
  lastUsedAt: string | null;
};

export type Tokens = {
  keepToken(token: Omit<TokenRow, "last_used_at" | "revoked_at">): Promise<void>;
  /** The person whose token this is and what it may do; nobody when it is revoked, expired on `day`, or she is disabled. */
  findToken(tokenHash: string, day: string): Promise<{ person: Person; token: ApiToken } | undefined>;
  markTokenUsed(tokenId: string, now: string): Promise<void>;
  /** Newest first, without those that are revoked. */
  listTokens(personId: string): Promise<ApiToken[]>;
  /** Whether there was one of this person's to revoke. */
  revokeToken(tokenId: string, personId: string, now: string): Promise<boolean>;
};

export function tokensOver(db: Kysely<ControlTables>): Tokens {
  return {
    async keepToken(token) {
      await db
        .insertInto("api_token")
        .values({ ...token, last_used_at: null, revoked_at: null })
        .execute();
    },
    async findToken(tokenHash, day) {
      const row = await db
        .selectFrom("api_token")
        .innerJoin("person", "person.person_id", "api_token.person_id")
        .selectAll("person")
        .select(["token_id", "label", "scopes", "created_at", "expires_on", "last_used_at"])
        .where("token_hash", "=", tokenHash)
        .where("revoked_at", "is", null)
        .where("expires_on", ">=", day)
        .where("is_disabled", "=", 0)
        .executeTakeFirst();
      return row && { person: personOf(row), token: tokenOf(row) };
    },
    async markTokenUsed(tokenId, now) {
      await db.updateTable("api_token").set({ last_used_at: now }).where("token_id", "=", tokenId).execute();
    },
    async listTokens(personId) {
      const rows = await db
        .selectFrom("api_token")
        .selectAll()
        .where("person_id", "=", personId)
        .where("revoked_at", "is", null)
        .orderBy("created_at", "desc")
        .orderBy("token_id")
        .execute();
      return rows.map(tokenOf);
    },
    async revokeToken(tokenId, personId, now) {
      const { numUpdatedRows } = await db
        .updateTable("api_token")
        .set({ revoked_at: now })
        .where("token_id", "=", tokenId)
        .where("person_id", "=", personId)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}

function tokenOf(row: Omit<TokenRow, "token_hash" | "person_id" | "revoked_at">): ApiToken {
  return {
    tokenId: row.token_id,
    label: row.label,
    scopes: listOf(row.scopes),
    createdAt: row.created_at,
    expiresOn: row.expires_on,
    lastUsedAt: row.last_used_at,
  };
}
