import type { Reader, Role, Sharers } from "#warehouse";
import { roles } from "#warehouse";
import type { ReportSharing, ReportsResponse } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { placesOf } from "../grants/places.ts";
import { ProblemError } from "../problems.ts";
import { makesTemplates } from "./opened.ts";

type Offered = ReportsResponse["may_share"];

/** Roles by grants over places: a guardian's are over children, and reports are shared among staff. */
export const staffRoles = ({ grants }: Reader): Role[] => [
  ...new Set(grants.filter(({ scope }) => scope.kind !== "student").map(({ role }) => role)),
];

/** By what a reader is among those whom a report is shared with, at this moment. */
export async function sharersOf(deps: Pick<Deps, "warehouse">, reader: Reader): Promise<Sharers> {
  const { schools } = await placesOf(deps, reader);
  const own = staffRoles(reader);
  return {
    account: reader.account,
    schools: schools.map(({ key }) => key),
    roles: own,
    isStaff: own.length > 0,
  };
}

/** What a reader may share with: her schools, her own roles, and for those who make templates any role and everybody. */
export async function offeredTo(deps: Pick<Deps, "warehouse">, reader: Reader): Promise<Offered> {
  const { schools } = await placesOf(deps, reader);
  const district = makesTemplates(reader);
  return {
    schools,
    roles: district ? roles.filter((role) => role !== "parent") : staffRoles(reader),
    district,
  };
}

/** Throws `forbidden` for a school, a role or a district that is not the reader's to share with. */
export async function refuseSharing(
  sharing: ReportSharing,
  deps: Pick<Deps, "warehouse">,
  reader: Reader,
): Promise<void> {
  if (sharing.with === "nobody") return;
  const offered = await offeredTo(deps, reader);
  if (sharing.with === "school" && !offered.schools.some(({ key }) => key === sharing.school))
    throw new ProblemError("forbidden", `Your grants are not over the school "${sharing.school}".`);
  if (sharing.with === "role" && !offered.roles.includes(sharing.role))
    throw new ProblemError(
      "forbidden",
      `You may share with those who have your own role, and ${sharing.role} is not: share with your school.`,
    );
  if (sharing.with === "district" && !offered.district)
    throw new ProblemError(
      "forbidden",
      "Templates for the whole district are made by coordinators and administrators: share with your school.",
    );
}
