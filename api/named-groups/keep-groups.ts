import { randomUUID } from "node:crypto";
import { type Reader, valueOfGroup } from "#warehouse";
import type { GroupChange, NamedGroup, NewGroupRequest } from "../contract.ts";
import type { Deps } from "../deps.ts";
import { ProblemError } from "../problems.ts";
import { keptSharing, sharingFrom } from "../reports/opened.ts";
import { refuseSharing, sharersOf } from "../reports/sharing.ts";
import { type Looking, namesIn } from "../reports/show.ts";
import { membersIn } from "./find-groups.ts";

/** So many groups of her own one person may keep. */
const MOST = 200;

/** The groups that a reader may use, as she is told of them: of whom they are is not said. */
export async function toldGroups({ reader, isViewing }: Looking, deps: Deps): Promise<NamedGroup[]> {
  const nameOf = await namesIn(deps);
  const kept = await deps.control.groupsFor(await sharersOf(deps, reader));
  return kept.map((row) => ({
    ...{ group: row.group_id, value: valueOfGroup(row.group_id), name: row.name, dimension: row.dimension },
    size: membersIn(row.members).length,
    ...{ owner: nameOf(row.owner), sharing: sharingFrom(row) },
    may_edit: !isViewing && row.owner === reader.account,
  }));
}

/** Keeps a new group and gives its id. Throws `invalid_request`, `forbidden`. */
export async function makeGroup(asked: NewGroupRequest, reader: Reader, deps: Deps): Promise<string> {
  const { name, dimension, sharing = { with: "nobody" as const } } = asked;
  await refuseSharing(sharing, deps, reader);
  const mine = await deps.control.groupsFor(await sharersOf(deps, reader));
  if (mine.filter(({ owner }) => owner === reader.account).length >= MOST)
    throw new ProblemError("invalid_request", `You have ${MOST} groups: delete one first.`);
  const now = deps.clock().toISOString();
  const group_id = randomUUID();
  await deps.control.makeGroup({
    ...{ group_id, owner: reader.account, name, dimension, ...keptSharing(sharing) },
    members: JSON.stringify(await keptMembers({ dimension, members: asked.members }, deps)),
    ...{ made_at: now, changed_at: now },
  });
  return group_id;
}

/** Throws `not_found`, `forbidden`, `invalid_request`. */
export async function changeGroup(
  id: string,
  { change, reader }: { change: GroupChange; reader: Reader },
  deps: Deps,
): Promise<void> {
  const { dimension } = await ownGroup(id, reader, deps);
  const { name, members, sharing } = change;
  if (sharing) await refuseSharing(sharing, deps, reader);
  await deps.control.changeGroup(id, {
    ...(name === undefined ? {} : { name }),
    ...(members ? { members: JSON.stringify(await keptMembers({ dimension, members }, deps)) } : {}),
    ...(sharing ? keptSharing(sharing) : {}),
    changed_at: deps.clock().toISOString(),
  });
}

/** Questions that name it are refused from then on. Throws `not_found`, `forbidden`. */
export async function deleteGroup(id: string, reader: Reader, deps: Deps): Promise<void> {
  await ownGroup(id, reader, deps);
  await deps.control.deleteGroup(id);
}

async function ownGroup(id: string, reader: Reader, deps: Deps) {
  const open = await deps.control.groupsFor(await sharersOf(deps, reader));
  const found = open.find(({ group_id }) => group_id === id);
  if (!found) throw new ProblemError("not_found", "There is no such group, or it is not shared with you.");
  if (found.owner !== reader.account)
    throw new ProblemError("forbidden", "This group is somebody else's: make one of your own.");
  return found;
}

/** Students by what the state calls them: their keys are a generation's own. */
async function keptMembers(
  { dimension, members }: Pick<NewGroupRequest, "dimension" | "members">,
  { warehouse }: Deps,
): Promise<string[]> {
  const keys = [...new Set(members.filter((key) => key !== null).map(String))];
  return dimension === "school" ? keys : warehouse.studentIds(keys);
}
