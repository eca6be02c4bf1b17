import { findAccount, type Grant, type Reader, roleTemplates } from "#warehouse";
import { today } from "../auth/sessions.ts";
import type { GiveGrantRequest } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { addYears } from "./days.ts";
import { placesOf } from "./places.ts";

type Needed = Pick<Deps, "control" | "clock" | "district" | "warehouse">;

/**
 * Gives a grant by hand and keeps who gave it and why; its id comes back. Nobody gives one to herself, none exceeds its
 * role, all of them end within a year. Throws `forbidden`, `invalid_request`, `unknown_account`.
 */
export async function giveGrant(deps: Needed, giver: Reader, asked: GiveGrantRequest): Promise<string> {
  await refuseSelf(deps, giver, asked);
  const grant = grantFrom(asked, giver, today(deps.district, deps.clock));
  await refuseUnknownPlaces(deps, giver, asked);
  const at = deps.clock().toISOString();
  const grantId = await deps.control.giveGrant({ grantee: asked.grantee, grant, at });
  const subject = `grant ${grantId}: ${grant.role} to ${asked.grantee.kind} ${asked.grantee.key}`;
  await deps.control.record({ at, account: giver.account, action: "grant_given", subject });
  return grantId;
}

/** Marks a grant given by hand as revoked: it ends at once. Throws `not_found`. */
export async function revokeGrant(deps: Needed, by: Reader, grantId: string): Promise<void> {
  const at = deps.clock().toISOString();
  if (!(await deps.control.revokeGrant({ grantId, by: by.account, at })))
    throw new ProblemError(
      "not_found",
      `There is no grant "${grantId}" to revoke. Only grants given by hand can be revoked, and once; others end where they come from.`,
    );
  await deps.control.record({
    at,
    account: by.account,
    action: "grant_revoked",
    subject: `grant ${grantId}`,
  });
}

/** Four eyes: whoever gives a grant is neither the person nor in the group that gets it. */
async function refuseSelf(deps: Needed, giver: Reader, { grantee }: GiveGrantRequest): Promise<void> {
  const { account } = giver;
  const isSelf =
    grantee.kind === "person"
      ? (await findAccount(deps, grantee.key)).account === account
      : (await findAccount(deps, account)).groups?.includes(grantee.key);
  if (isSelf)
    throw new ProblemError(
      "forbidden",
      "Nobody gives a grant to herself, nor to a group she is in: ask another administrator.",
    );
}

/** The grant as it will be kept: what is left out is the usual of the role. */
function grantFrom(asked: GiveGrantRequest, giver: Reader, day: string): Grant {
  const { role, scope, subjects, reason, purpose, from = day, to } = asked;
  const { usual, ...template } = roleTemplates[role];
  const mayReadStudents = asked.may_read_students ?? usual.mayReadStudents;
  const grant: Grant = {
    role,
    scope,
    subjects: subjects ?? [...template.subjects],
    mayReadStudents,
    mayReadNames: asked.may_read_names ?? (mayReadStudents && usual.mayReadNames),
    mayReadHistory: asked.may_read_history ?? false,
    reason,
    ...(purpose === undefined ? {} : { purpose }),
    from,
    to,
    givenBy: giver.account,
  };
  const fault = faultOf(grant, day);
  if (fault) throw new ProblemError("invalid_request", fault);
  return grant;
}

/** What is wrong with a grant, in a sentence with what to do; null where nothing is. */
function faultOf(grant: Grant, day: string): string | null {
  const { role, scope, subjects, from, to } = grant;
  const template = roleTemplates[role];
  const beyond = subjects.filter((subject) => !template.subjects.includes(subject));
  if (!template.scopes.includes(scope.kind))
    return `The role ${role} is given over ${template.scopes.join(", ")}, not over ${scope.kind}.`;
  if (beyond.length > 0)
    return `The role ${role} does not reach ${beyond.join(", ")}: choose from ${template.subjects.join(", ")}.`;
  if (grant.mayReadStudents && !template.most.mayReadStudents)
    return `The role ${role} reaches counts only: leave may_read_students out.`;
  if (grant.mayReadNames && !template.most.mayReadNames)
    return `The role ${role} shows students as numbers: leave may_read_names out.`;
  if (grant.mayReadHistory && !template.most.mayReadHistory)
    return `The role ${role} shows no past at other schools: leave may_read_history out.`;
  if ((grant.mayReadNames || grant.mayReadHistory) && !grant.mayReadStudents)
    return "Names and the past at other schools are of single students: give may_read_students too.";
  if (template.needsEndAndPurpose && !grant.purpose)
    return `The role ${role} needs a purpose, as the court's order says it: give "purpose".`;
  if (to === null || to < from || to < day) return `The last day ${to} must not lie before ${from} or today.`;
  if (to > addYears(from, 1))
    return `A grant given by hand lasts a year at most: end it by ${addYears(from, 1)}, then give it again.`;
  return null;
}

async function refuseUnknownPlaces(deps: Needed, giver: Reader, { scope }: GiveGrantRequest): Promise<void> {
  if (scope.kind === "district") return;
  const places = await placesOf(deps, giver);
  const known = new Set(places[`${scope.kind}s`].map(({ key }) => key));
  const unknown = scope.ids.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new ProblemError("invalid_request", `There is no ${scope.kind} "${unknown.join('", "')}".`);
}
