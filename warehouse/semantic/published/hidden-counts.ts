import { familiesOf, hide, type Release, type Task } from "./hide-families.ts";
import { startThreads } from "./hide-threads.ts";

/** The counts to hide, by id: the small ones, and those from which they could be told, alone or with the release before. */
export async function hiddenCounts(release: Release): Promise<Set<string>> {
  const families = familiesOf(release);
  const tasks = families.map(({ groups }, family) => ({ family, groups: [...groups.keys()] }));
  const sizeOf = ({ family, group }: Task) =>
    (group === null ? families[family]?.everybody : families[family]?.groups.get(group))?.now.length ?? 0;
  const threads = startThreads(release, (task) => hide(task, families, release));
  const hidden = new Set<string>();
  const work = async (task: Task) => {
    const found = await threads.work(task, sizeOf(task));
    for (const id of found) hidden.add(id);
    return found;
  };
  try {
    await Promise.all(
      tasks.map(async ({ family, groups }) => {
        const everybody = await work({ family, group: null, hidden: [] });
        await Promise.all(groups.map((group) => work({ family, group, hidden: everybody })));
      }),
    );
  } finally {
    await threads.end();
  }
  return hidden;
}
