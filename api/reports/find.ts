import { goneParts, mayAsk, type Reader } from "#warehouse";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { certifiedReports } from "./certified.ts";
import { type Opened, openedFrom } from "./opened.ts";
import { sharersOf } from "./sharing.ts";

type Place = Pick<Deps, "warehouse" | "control">;

/** A report that the reader may open. One that she may not is not told from one that does not exist: `not_found`. */
export async function openReport(id: string, reader: Reader, deps: Place): Promise<Opened> {
  const found = await findReport(id, reader, deps);
  if (!found) throw new ProblemError("not_found", "There is no such report, or it is not shared with you.");
  return found;
}

/** The same, or undefined. */
export async function findReport(id: string, reader: Reader, deps: Place): Promise<Opened | undefined> {
  const sharers = await sharersOf(deps, reader);
  const certified = certifiedReports().find(({ report }) => report === id);
  if (certified) return sharers.isStaff ? certified : undefined;
  const kept = await deps.control.reportFor(id, sharers);
  return kept && openedFrom(kept);
}

/** Every report that the reader may open; of the certified ones those that her grants are enough for. */
export async function reportsOf(reader: Reader, deps: Place): Promise<Opened[]> {
  const sharers = await sharersOf(deps, reader);
  const certified = sharers.isStaff ? certifiedReports().filter((report) => isAskable(report, reader)) : [];
  const kept = (await deps.control.reportsFor(sharers)).map(openedFrom);
  return [...certified.sort(byTitle), ...kept.sort(byTitle)];
}

/** An outdated one is listed, too: it says what is gone. */
const isAskable = ({ content }: Opened, reader: Reader): boolean =>
  goneParts(content.slice).length > 0 || mayAsk(content.slice, reader);

const byTitle = (one: Opened, other: Opened) =>
  one.content.title.localeCompare(other.content.title) || one.report.localeCompare(other.report);
