import { z } from "@hono/zod-openapi";
import { relations, roles, subjects } from "#warehouse";
import { ownName } from "./slices.ts";

const day = z.iso.date("wants a date like 2026-11-20");
const words = z.string().trim().min(10, "needs ten characters or more").max(500);
const role = z.enum(roles);
const subject = z.enum(subjects);
const grantee = z.object({ kind: z.enum(["person", "group"]), key: ownName });
const place = z.object({ key: z.string(), label: z.string() });

/** A grant as it is told: to whom, over what, why, until when, by whom. Days are ISO dates, both included. */
export const grantSchema = z.object({
  /** Only grants given by hand have one; the others end where they come from. */
  grant_id: z.string().nullable(),
  source: z.enum(["configuration", "staff_assignments", "by_hand"]),
  grantee: grantee.extend({ name: z.string() }),
  role,
  scope: z.object({
    kind: z.enum(["district", "school", "operator", "region", "student"]),
    places: z.array(place),
  }),
  subjects: z.array(subject),
  may_read_students: z.boolean(),
  may_read_names: z.boolean(),
  may_read_history: z.boolean(),
  reason: z.string(),
  purpose: z.string().nullable(),
  relation: z.enum(relations).nullable(),
  from: z.string(),
  to: z.string().nullable(),
  given_by: z.string(),
  given_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  revoked_by: z.string().nullable(),
  /** Whether it gives anything today. */
  holds: z.boolean(),
});

const reach = z.object({
  may_read_students: z.boolean(),
  may_read_names: z.boolean(),
  may_read_history: z.boolean(),
});

/** One's own grants; for an administrator everybody's, with what is needed to give one. */
export const grantsResponse = z.object({
  grants: z.array(grantSchema),
  administration: z
    .object({
      persons: z.array(
        z.object({
          account: z.string(),
          name: z.string(),
          role: z.enum([...roles, "guest"]),
          groups: z.array(z.string()),
          may_be_viewed: z.boolean(),
        }),
      ),
      templates: z.array(
        z.object({
          role,
          scopes: z.array(z.enum(["district", "school", "operator", "region", "student"])),
          subjects: z.array(subject),
          usual: reach,
          most: reach,
          needs_purpose: z.boolean(),
        }),
      ),
      schools: z.array(place),
      operators: z.array(place),
      regions: z.array(place),
    })
    .nullable(),
});

/** A grant to give. What is left out is the usual of the role; `from` is today where left out. */
export const giveGrantRequest = z
  .object({
    grantee,
    role: role.exclude(["parent"]),
    scope: z.union([
      z.object({ kind: z.literal("district") }).strict(),
      z
        .object({ kind: z.enum(["school", "operator", "region"]), ids: z.array(ownName).min(1).max(200) })
        .strict(),
    ]),
    subjects: z.array(subject).min(1).optional(),
    may_read_students: z.boolean().optional(),
    may_read_names: z.boolean().optional(),
    may_read_history: z.boolean().optional(),
    reason: words,
    purpose: words.optional(),
    from: day.optional(),
    to: day,
  })
  .strict();

/** An invitation to make; a reason is needed for a student of 18 years or more. */
export const invitationRequest = z
  .object({
    guardian_name: z.string().trim().min(2).max(120),
    state_student_id: z.string().regex(/^\d{10}$/, "wants ten digits"),
    relation: z.enum(relations),
    reason: words.optional(),
    days: z.int().min(1).max(90).optional(),
  })
  .strict();

/** The code is told once and kept only as its hash. */
export const invitationMade = z.object({ code: z.string(), expires_at: z.string() });

export const invitationsResponse = z.object({
  invitations: z.array(
    z.object({
      invitation_id: z.string(),
      guardian_name: z.string(),
      state_student_id: z.string(),
      relation: z.enum(relations),
      made_by: z.string(),
      made_at: z.string(),
      expires_at: z.string(),
      state: z.enum(["open", "used", "expired"]),
    }),
  ),
});
export const redeemRequest = z.object({ code: z.string().max(64) }).strict();
/** What redeeming a code gave: a grant over one child until this day. */
export const redeemed = z.object({ relation: z.enum(relations), to: z.string() });

export const viewAsRequest = z.object({ account: ownName }).strict();

/** Why something is seen, in part or not at all; the pages say each key in words. */
export const whyResponse = z.object({
  sees: z.enum(["all", "part", "nothing"]),
  grants: z.array(grantSchema),
  missing: z.array(
    z.object({
      key: z.enum([
        "no_grant",
        "no_subject",
        "no_students",
        "no_names",
        "not_schools",
        "not_children",
        "not_whole_district",
        "no_school",
        "only_administrators",
        "only_operators",
      ]),
      subject: subject.nullable(),
    }),
  ),
  /** Counts of 1 to this many students are hidden from this reader, with what would give them away; null where none are. */
  hidden_up_to: z.number().nullable(),
});

export type GrantView = z.infer<typeof grantSchema>;
export type GrantsResponse = z.infer<typeof grantsResponse>;
export type GiveGrantRequest = z.infer<typeof giveGrantRequest>;
export type InvitationRequest = z.infer<typeof invitationRequest>;
export type InvitationMade = z.infer<typeof invitationMade>;
export type InvitationsResponse = z.infer<typeof invitationsResponse>;
export type Redeemed = z.infer<typeof redeemed>;
export type WhyResponse = z.infer<typeof whyResponse>;
