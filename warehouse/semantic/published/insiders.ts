import type { Insider } from "./draft.ts";
import type { Places } from "./places.ts";

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
  const all = schoolsWithin([...places.keys()], places);
  const alike = new Map<string, string[]>();
  return [...[...places.keys()].map((id) => [id]), ...several].map((schools) => {
    const hers = schoolsWithin(schools, places);
    const isOwn = (place: string) => hers.get(place) === all.get(place);
    const shares = ["", ...[...hers.keys()].filter((place) => !isOwn(place))];
    const name = shares.join();
    alike.set(name, alike.get(name) ?? shares);
    return {
      knows: [...schools.map((id) => `school=${id}`), ...[...hers.keys()].filter(isOwn)],
      shares: alike.get(name) ?? shares,
    };
  });
}

/** How many of some schools each level and each kind of school has. */
function schoolsWithin(schools: string[], places: Places): Map<string, number> {
  const found = new Map<string, number>();
  for (const id of schools) {
    const { level, charter_funding } = places.get(id) ?? {};
    for (const place of [`level=${level}`, `charter_funding=${charter_funding}`])
      found.set(place, (found.get(place) ?? 0) + 1);
  }
  return found;
}
