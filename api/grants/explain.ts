import {
  explainAccess,
  findAccount,
  grantsOfPerson,
  holdingOn,
  type Missing,
  needsOf,
  type Reader,
} from "#warehouse";
import { needsOfPage, type Page } from "../auth/page-access.ts";
import { isAdministrator, uploadingFor } from "../auth/powers.ts";
import { today } from "../auth/sessions.ts";
import type { GrantView, WhyResponse } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { placesOf } from "./places.ts";
import { tell } from "./tell-grants.ts";

type Asked = {
  page?: Page | undefined;
  measure?: string | undefined;
  dimension?: string | undefined;
  school?: string | undefined;
};
type Lack = WhyResponse["missing"][number];

/**
 * Why a reader can or cannot see something: the grants that apply, and what is missing. It is told from her own grants
 * alone, so that an answer never depends on whether a student or a school beyond them exists.
 */
export async function explain(deps: Deps, reader: Reader, asked: Asked): Promise<WhyResponse> {
  const needs = asked.page ? needsOfPage(asked.page) : needsOf(asked);
  if (!needs) {
    const isUpload = asked.page === "upload";
    const isOpen = isUpload ? uploadingFor(reader).length > 0 : isAdministrator(reader);
    const key = isUpload ? "only_operators" : "only_administrators";
    const missing: Lack[] = isOpen ? [] : [{ key, subject: null }];
    const grants = await tellHeld(deps, reader, ({ role }) => role === (isUpload ? "operator" : "admin"));
    return { sees: missing.length > 0 ? "nothing" : "all", grants, missing, hidden_up_to: null };
  }
  const explained = explainAccess(reader, needs);
  const isBeyond = asked.school !== undefined && !(await reachesSchool(deps, reader, asked.school));
  const missing = [...explained.missing.map(lack), ...(isBeyond ? [noSchool] : [])];
  const applied = new Set(explained.grants.map(keyOf));
  const grants = await tellHeld(deps, reader, (grant) => applied.has(keyOf(grant)));
  const hides = explained.grants.length > 0 && explained.missing.some(({ key }) => key === "no_students");
  return {
    sees: seesOf(missing, needs.students),
    grants,
    missing,
    hidden_up_to: hides ? deps.district.suppression.threshold : null,
  };
}

async function reachesSchool(deps: Deps, reader: Reader, school: string): Promise<boolean> {
  const { schools } = await placesOf(deps, reader);
  return schools.some(({ key }) => key === school);
}

const noSchool: Lack = { key: "no_school", subject: null };
const lack = (missing: Missing): Lack => ({
  key: missing.key,
  subject: missing.key === "no_subject" ? missing.subject : null,
});

function seesOf(missing: Lack[], needsStudents: boolean): WhyResponse["sees"] {
  if (missing.length === 0) return "all";
  const isShut = missing.some(({ key }) => SHUTS.includes(key) || (needsStudents && key === "no_students"));
  return isShut ? "nothing" : "part";
}
const SHUTS: readonly Lack["key"][] = [
  "no_grant",
  "no_subject",
  "not_schools",
  "not_children",
  "not_whole_district",
  "no_school",
];

const keyOf = (grant: Reader["grants"][number]) => JSON.stringify(grant);

/** Of the grants that hold today those that a test finds, with where they come from. */
async function tellHeld(
  deps: Deps,
  reader: Reader,
  applies: (grant: Reader["grants"][number]) => boolean,
): Promise<GrantView[]> {
  const day = today(deps.district, deps.clock);
  const person = await findAccount(deps, reader.account);
  const [given, places] = await Promise.all([grantsOfPerson(deps, person), placesOf(deps, reader)]);
  return given.flatMap((one) => {
    const grant = holdingOn(one, person.account, day);
    return grant && applies(grant) ? [tell({ ...one, grant }, { person, places, day })] : [];
  });
}
