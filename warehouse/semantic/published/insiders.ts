import type { Insider } from "./draft.ts";
import type { Places } from "./relation.ts";

/**
 * Who sees the rows of a school knows its numbers; an operator knows those of all its schools. Either knows what is a
 * level's, or a kind's of school, where that has no other school.
 */
export function insidersOf(places: Places): Insider[] {
  const known = found.get(places) ?? findInsiders(places);
  found.set(places, known);
  return known;
}

/** Every drawing of a release asks for the same. */
const found = new WeakMap<Places, Insider[]>();

function findInsiders(places: Places): Insider[] {
  const operators = new Map<string, string[]>();
  for (const [id, { operator }] of places)
    if (operator !== null) operators.set(operator, [...(operators.get(operator) ?? []), id]);
  const several = [...operators.values()].filter((schools) => schools.length > 1);
  const wholes = wholesOf(places);
  return [...[...places.keys()].map((id) => [id]), ...several].map((schools) => {
    const own = wholes.filter(({ members }) => members.every((id) => schools.includes(id)));
    const mixed = wholes.filter(
      (whole) => !own.includes(whole) && schools.some((id) => whole.members.includes(id)),
    );
    return {
      knows: [...schools.map((id) => `school=${id}`), ...own.map(({ place }) => place)],
      shares: ["", ...mixed.map(({ place }) => place)],
    };
  });
}

function wholesOf(places: Places): { place: string; members: string[] }[] {
  const wholes = new Map<string, string[]>();
  for (const [id, { level, charter_funding }] of places)
    for (const place of [`level=${level}`, `charter_funding=${charter_funding}`]) {
      const members = wholes.get(place);
      if (members) members.push(id);
      else wholes.set(place, [id]);
    }
  return [...wholes].map(([place, members]) => ({ place, members }));
}
