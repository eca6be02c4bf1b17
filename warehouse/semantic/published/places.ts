/** What is known of the schools: by organization id, and null where it is not said. */
export type Places = ReadonlyMap<string, { level: string; charter_funding: string; operator: string | null }>;

/** The schools of each level and of each kind, by place, and all schools; all as places of counts. */
export type PlacesWithin = {
  levels: ReadonlyMap<string, string[]>;
  kinds: ReadonlyMap<string, string[]>;
  schools: string[];
};

export function placesWithin(places: Places): PlacesWithin {
  const known = found.get(places) ?? findWithin(places);
  found.set(places, known);
  return known;
}

/** Every system of a release asks for the same. */
const found = new WeakMap<Places, PlacesWithin>();

function findWithin(places: Places): PlacesWithin {
  const [levels, kinds] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const [id, { level, charter_funding }] of places) {
    add(levels, `level=${level}`, `school=${id}`);
    add(kinds, `charter_funding=${charter_funding}`, `school=${id}`);
  }
  return { levels, kinds, schools: [...places.keys()].map((id) => `school=${id}`) };
}

function add(lists: Map<string, string[]>, name: string, place: string): void {
  const list = lists.get(name);
  if (list) list.push(place);
  else lists.set(name, [place]);
}
