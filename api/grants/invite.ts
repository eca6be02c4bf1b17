import { createHash, randomInt } from "node:crypto";
import { type Grant, type Invitation, type Reader, type Relation, roleTemplates } from "#warehouse";
import { today } from "../auth/sessions.ts";
import type { InvitationMade, InvitationRequest, Redeemed } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { addYears, dayBefore } from "./days.ts";

type Needed = Pick<Deps, "control" | "clock" | "district" | "warehouse">;

const DAYS = 30;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WRONG_CODES_AN_HOUR = 5;
/** Without letters and digits that are read for one another; 16 of 31 are 79 bits. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CODE_LENGTH = 16;

/** The rights pass to the student on the 18th birthday: 34 CFR 99.5 and 300.520. */
const MAJORITY = 18;
/** Special education ends before 22 (California Education Code 56026); a grant over one's own records ends with it. */
const LAST_AGE = 22;
const OF_ADULTS: readonly Relation[] = ["education_rights_holder", "eligible_student"];

/**
 * Makes an invitation for one guardian and one child whom the inviter's grants reach by name; the code is told once.
 * Throws `not_found` alike for a child beyond her grants and one that does not exist, and `invalid_request`.
 */
export async function invite(
  deps: Needed,
  inviter: Reader,
  asked: InvitationRequest,
): Promise<InvitationMade> {
  const child = await deps.warehouse.findStudent(asked.state_student_id, inviter);
  if (!child)
    throw new ProblemError(
      "not_found",
      `No student with the state id ${asked.state_student_id} is at a school that you may invite for.`,
    );
  const invitation = { relation: asked.relation, reason: asked.reason ?? null };
  lastDay(child.birthOn, invitation, today(deps.district, deps.clock));
  const code = newCode();
  const now = deps.clock();
  const expiresAt = new Date(now.getTime() + (asked.days ?? DAYS) * DAY_MS).toISOString();
  const invitationId = await deps.control.invite({
    ...invitation,
    codeHash: hashOf(code),
    guardianName: asked.guardian_name,
    stateStudentId: asked.state_student_id,
    madeBy: inviter.account,
    madeAt: now.toISOString(),
    expiresAt,
  });
  const entry = { at: now.toISOString(), account: inviter.account, subject: `invitation ${invitationId}` };
  await deps.control.record({ ...entry, action: "invitation_made", students: [asked.state_student_id] });
  return { code, expires_at: expiresAt };
}

/**
 * Turns a code into a grant over its child. A wrong, a used and an expired code, and one's own, get the same answer.
 * Throws `not_found`, `too_many_requests` after five wrong codes within an hour, and `forbidden` where the right has
 * passed on.
 */
export async function redeem(deps: Needed, reader: Reader, code: string): Promise<Redeemed> {
  const { control, clock } = deps;
  const now = clock();
  const at = now.toISOString();
  const { account } = reader;
  const since = new Date(now.getTime() - HOUR_MS).toISOString();
  const { attemptId, attempts } = await control.noteAttempt({ account, at, since });
  if (attempts > WRONG_CODES_AN_HOUR) {
    await control.forgetAttempt(attemptId);
    throw new ProblemError(
      "too_many_requests",
      "Five codes were wrong. Try again in an hour, or ask the school.",
    );
  }
  const invitation = await control.findInvitation(hashOf(code), at);
  if (!invitation || invitation.madeBy === account) throw wrongCode();
  await control.forgetAttempt(attemptId);
  const grant = await grantOf(deps, invitation);
  const { invitationId } = invitation;
  if (!(await control.takeInvitation({ invitationId, account, grant, at }))) throw wrongCode();
  const subject = `invitation ${invitationId}`;
  const students = [invitation.stateStudentId];
  await control.record({ at, account, action: "invitation_redeemed", subject, students });
  return { relation: invitation.relation, to: grant.to };
}

const wrongCode = () =>
  new ProblemError(
    "not_found",
    "This code opens nothing: it is mistyped, used or expired. Check it, or ask the school for a new one.",
  );

async function grantOf(deps: Needed, invitation: Invitation): Promise<Grant & { to: string }> {
  const { relation, guardianName, stateStudentId, madeAt, madeBy } = invitation;
  const day = today(deps.district, deps.clock);
  const { subjects, usual } = roleTemplates.parent;
  const grant: Grant = {
    role: "parent",
    scope: { kind: "student", ids: [stateStudentId] },
    subjects: [...subjects],
    ...usual,
    reason: `${guardianName}, invited on ${madeAt.slice(0, 10)}`,
    relation,
    from: day,
    to: null,
    givenBy: madeBy,
  };
  const invited: Reader = { account: "", name: guardianName, role: "parent", grants: [grant] };
  const child = await deps.warehouse.findStudent(stateStudentId, invited);
  return { ...grant, to: lastDay(child?.birthOn ?? null, invitation, day) };
}

/** The last day of a guardian's grant: the right passes to the student with majority. Throws `forbidden`, `invalid_request`. */
function lastDay(
  birthOn: string | null,
  invitation: Pick<Invitation, "relation" | "reason">,
  day: string,
): string {
  const { relation, reason } = invitation;
  if (birthOn === null)
    throw new ProblemError(
      "invalid_request",
      "The records hold no birth date for this student, so it cannot be said when the right passes on. Have the school's system mended first.",
    );
  const majority = addYears(birthOn, MAJORITY);
  if (day < majority) {
    if (relation !== "eligible_student") return dayBefore(majority);
    throw new ProblemError("invalid_request", `The student is a minor until ${majority}: invite a guardian.`);
  }
  if (!OF_ADULTS.includes(relation))
    throw new ProblemError(
      "forbidden",
      `The student has been of age since ${majority}: the right over the records is her own. Invite her, or who holds her education rights, with a reason.`,
    );
  if (reason === null)
    throw new ProblemError("invalid_request", "For a student of 18 years or more give the reason.");
  const end = dayBefore(addYears(birthOn, LAST_AGE));
  if (end < day)
    throw new ProblemError("forbidden", `The student's records here were open to her until ${end}.`);
  return end;
}

function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

/** Blanks, dashes and small letters do not matter to a person who types. */
function hashOf(code: string): string {
  return createHash("sha256").update(code.toUpperCase().replaceAll(/[\s-]/g, "")).digest("hex");
}
