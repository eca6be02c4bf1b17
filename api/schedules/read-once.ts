import type { Warehouse } from "#warehouse";

/**
 * The warehouse, reading once what readers share: each view for those with the same grants, and what schools there are for
 * all. It is kept as long as this is, so it is for one round of mails and no longer.
 */
export function readingOnce(inner: Warehouse): Warehouse {
  const views = new Map<string, ReturnType<Warehouse["view"]>>();
  const places = new Map<string, ReturnType<Warehouse["places"]>>();
  return {
    ...inner,
    view: (name, parameters, reader, generation) => {
      const asked = inner.manifest(generation).generation;
      const key = JSON.stringify([name, parameters, reader.grants, asked]);
      return once(views, key, () => inner.view(name, parameters, reader, asked));
    },
    places: (generation) => {
      const asked = inner.manifest(generation).generation;
      return once(places, asked, () => inner.places(asked));
    },
  };
}

function once<Found>(
  kept: Map<string, Promise<Found>>,
  key: string,
  read: () => Promise<Found>,
): Promise<Found> {
  const found = kept.get(key) ?? read();
  kept.set(key, found);
  return found;
}
