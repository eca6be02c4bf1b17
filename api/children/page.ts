import type { Reader } from "#warehouse";
import type { ParentPage, Slice } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { only } from "../pages/filters.ts";
import { beginPage, frameOf, type PageAsk, schoolYears } from "../pages/frame.ts";
import { ProblemError } from "../problems.ts";
import { asGuardian, childKey, childrenOf, childrenSeen, noteChildren } from "./children.ts";

type Place = Pick<Deps, "district" | "warehouse">;

/**
 * One child, as her guardian sees her. Every figure is asked under the guardian's own grants, which reach nobody else.
 * What was said to be wrong is no part of a generation and comes later.
 */
export async function parentPageOf(
  place: Place,
  reader: Reader,
  wanted: { child?: string | undefined },
): Promise<ParentPage> {
  const ask = beginPage(place, asGuardian(reader), undefined);
  const ids = childrenOf(reader);
  const children = await childrenSeen(ids, { ...ask, grants: ask.reader.grants });
  const id = chooseChild(ids, wanted.child, reader);
  const child = children.get(id);
  if (!child)
    throw new ProblemError("forbidden", "Your child is not in these records. Ask the school's office why.");
  noteChildren(ask.reader, [...children.keys()], ask.generation);
  const keys = await ask.warehouse.studentKeys([id], ask.generation);
  return {
    ...(await frameOf(ask, childSlices(ask, keys.get(id) ?? -1))),
    children: ids.flatMap((one) => {
      const label = children.get(one)?.name;
      return label === undefined ? [] : [{ key: childKey(reader, one), label: inOrder(label) }];
    }),
    child: { ...child, key: childKey(reader, id), name: inOrder(child.name) },
    disputes: [],
  };
}

/** The child asked for, or the first. Another's is not told from one that does not exist. */
function chooseChild(ids: string[], wanted: string | undefined, reader: Reader): string {
  const id = wanted === undefined ? ids[0] : ids.find((one) => childKey(reader, one) === wanted);
  if (id === undefined) throw new ProblemError("forbidden", `${reader.name} has no such child.`);
  return id;
}

/** "Rivera, Ana" of a list is "Ana Rivera" in a sentence. */
const inOrder = (name: string) => name.split(", ").reverse().join(" ");

function childSlices({ schoolYear, manifest }: PageAsk, student: number): Record<string, Slice> {
  const child = only("student", String(student));
  const where = [child, only("school_year", schoolYear)];
  const dates = ["evaluation_consent_on", "evaluation_due_on", "evaluation_held_on"];
  return {
    absence: { measures: ["days_absent", "absence_rate", "excused_absence_share"], by: ["student"], where },
    days_left: { measures: ["days_left_before_chronic", "days_absent"], by: ["student", "school"], where },
    evaluations: {
      measures: ["open_evaluations"],
      by: ["evaluation_kind", "evaluation_status", ...dates],
      where: [child, only("school_year", ...schoolYears(manifest))],
      order: [{ column: "evaluation_due_on", direction: "desc" }],
    },
    plan: { measures: ["iep_students"], by: ["eligibility", "review_due_on"], where },
    services: {
      measures: ["delivered_minutes", "prescribed_minutes", "service_minutes_rate"],
      by: ["service"],
      where,
    },
  };
}
