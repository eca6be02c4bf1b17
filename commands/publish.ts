import type { LoadRequest } from "#pipelines";
import type { RunDocument } from "#warehouse";
import { needed, operator, placeOf, today } from "./given.ts";
import type { Values } from "./options.ts";
import { print } from "./tell.ts";

export async function loadFiles(path: string | undefined, values: Values): Promise<void> {
  const { load } = await import("#pipelines");
  const title = `load ${values["as-of"] ?? ""}`.trim();
  return publishing(values, title, (request) =>
    load({
      ...request,
      path: values.source ? path : needed(path, "Say what to load: rollbook load PATH."),
      source: values.source,
      environment: process.env,
      asOf: today(values),
    }),
  );
}

/** Does what publishes, showing how far it is, and tells what became of it. */
export async function publishing(
  values: Values,
  title: string,
  run: (
    request: ReturnType<typeof placeOf> & Pick<LoadRequest, "startedBy" | "onProgress">,
  ) => Promise<RunDocument>,
): Promise<void> {
  const { progressOn, tellRun, wordsOf } = await import("#pipelines");
  const { show, end } = progressOn(process.stderr, title);
  try {
    const outcome = await run({
      ...placeOf(values),
      startedBy: operator(values),
      onProgress: (progress) => show(wordsOf(progress), progress.done, progress.total),
    });
    end();
    print(values, outcome, tellRun(outcome));
  } finally {
    end();
  }
}
