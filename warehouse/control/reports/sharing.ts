import { type Expression, expressionBuilder, type SqlBool } from "kysely";

/** Who something can be shared with, for one reader: her account, the schools that her grants are over, her roles. */
export type Sharers = { account: string; schools: string[]; roles: string[]; isStaff: boolean };

/** Whom something is shared with besides its owner; the key is a school or a role. */
export type SharedWith = {
  shared_with: "nobody" | "school" | "role" | "district";
  shared_key: string | null;
};

/** The one place that says who may open what people make and share. */
export function isOpenTo({ account, schools, roles, isStaff }: Sharers): Expression<SqlBool> {
  const builder = expressionBuilder<{ shared: SharedWith & { owner: string } }, "shared">();
  const withKey = (kind: SharedWith["shared_with"], keys: string[]) =>
    keys.length === 0
      ? []
      : [builder.and([builder("shared_with", "=", kind), builder("shared_key", "in", keys)])];
  return builder.or([
    builder("owner", "=", account),
    ...withKey("school", schools),
    ...withKey("role", roles),
    ...(isStaff ? [builder("shared_with", "=", "district")] : []),
  ]);
}
