import { z } from "@hono/zod-openapi";
import { reportSharing } from "./reports.ts";
import { key, ownName } from "./slices.ts";

const CONTROL = /\p{Cc}/u;
const name = z
  .string()
  .trim()
  .min(1, "is empty: give the group a name")
  .max(100, "is longer than 100 characters")
  .refine((text) => !CONTROL.test(text), "has a control character");
const members = z.array(key).min(1, "is empty: choose whom it is about").max(2000);

/** Of which dimension the members of a group are values. */
export const groupDimension = z.enum(["school", "student"]);

/**
 * Schools or students under a name. A filter by its `value` is by its members, as they are when the question is asked. Whom of them a reader sees is for her own grants to say.
 */
export const namedGroup = z
  .object({
    group: z.uuid(),
    /** What stands for its members among a filter's values. */
    value: z.string(),
    name,
    dimension: groupDimension,
    size: z.number(),
    owner: z.object({ account: z.string(), name: z.string() }),
    sharing: reportSharing,
    may_edit: z.boolean(),
  })
  .openapi("NamedGroup");

/** Her own groups, and those that are shared with her, by name. */
export const namedGroupsResponse = z.object({ groups: z.array(namedGroup) });

/** A new group; members are keys as answers have them. Without `sharing` it is private. */
export const newGroupRequest = z
  .object({ name, dimension: groupDimension, members, sharing: reportSharing.optional() })
  .strict()
  .openapi("NewNamedGroup");

/** What is left out stays as it is. */
export const groupChange = z
  .object({ name: name.optional(), members: members.optional(), sharing: reportSharing.optional() })
  .strict()
  .openapi("NamedGroupChange");

export const oneGroup = z.object({ id: ownName });

export type NamedGroup = z.infer<typeof namedGroup>;
export type NewGroupRequest = z.infer<typeof newGroupRequest>;
export type GroupChange = z.infer<typeof groupChange>;
