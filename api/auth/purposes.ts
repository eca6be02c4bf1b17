import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Purposes, purposeKeys, type purposeRequest } from "../contract.ts";
import type { AppEnv, Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { readerOf } from "./sessions.ts";

/** How long a task lasts that nobody ends; with the session it ends in any case. */
const HOURS = 8;

const labels: Record<(typeof purposeKeys)[number], string> = {
  iep_meeting: "Preparing or holding an IEP meeting",
  evaluation: "Planning an evaluation that is due",
  services: "Seeing that services are delivered",
  placement: "A student's enrollment, transfer or placement",
  family: "Answering a parent or guardian",
  complaint: "A complaint, a hearing or a court's order",
  correction: "Correcting a record",
};

/** The closed list, and the task that this session has open. */
export async function purposesFor(context: Context<AppEnv>, { control, clock }: Deps): Promise<Purposes> {
  const { session_id, account } = askingIn(context);
  const open = await control.findPurpose({ session_id, account, now: clock().toISOString() });
  return { purposes: purposeKeys.map((key) => ({ key, label: labels[key] })), open: open ?? null };
}

/** Opens a task for the session, and says so in the access log first. */
export async function beginPurpose(
  context: Context<AppEnv>,
  deps: Deps,
  { purpose, subject }: z.infer<typeof purposeRequest>,
): Promise<Purposes> {
  const { session_id, account } = askingIn(context);
  const now = deps.clock();
  const at = now.toISOString();
  await deps.control.record({ at, account, action: "purpose", subject, purpose });
  await deps.control.openPurpose({
    ...{ session_id, account, purpose, subject, opened_at: at },
    ends_at: new Date(now.getTime() + HOURS * 3_600_000).toISOString(),
  });
  return purposesFor(context, deps);
}

function askingIn(context: Context<AppEnv>): { session_id: string; account: string } {
  const session_id = context.get("sessionId");
  if (session_id === null)
    throw new ProblemError("not_signed_in", "A task belongs to a session: sign in, then say what it is for.");
  return { session_id, account: readerOf(context).account };
}
