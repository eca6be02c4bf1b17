import { resolve } from "node:path";
import { createVitest } from "vitest/node";
import { z } from "zod";

/** What a trial is given: a file with the text that stands for it, and the tests to run until one fails. */
const trialSchema = z.object({ file: z.string(), text: z.string(), tests: z.array(z.string()) });
export type Trial = z.infer<typeof trialSchema>;

/** The test file that failed; null when all passed. */
type Verdict = { failed: string | null };

const trialRoot = process.cwd();
let now: { path: string; text: string } | undefined;

/** The changed text is given to the tests in place of the file's own: the work tree is never touched. */
const swap = {
  name: "rollbook:mutant",
  enforce: "pre" as const,
  load: (id: string) => (id === now?.path ? now.text : undefined),
};

const vitest = await createVitest(
  "test",
  {
    ...{ watch: true, standalone: true, root: trialRoot, bail: 1, reporters: [{}] },
    ...{ pool: "forks", maxWorkers: 1, include: ["**/*.test.ts"], testTimeout: 30_000 },
  },
  { plugins: [swap], server: { watch: null }, clearScreen: false, logLevel: "silent" },
);

async function judge({ file, text, tests }: Trial): Promise<Verdict> {
  const path = resolve(trialRoot, file);
  if (now) vitest.invalidateFile(now.path);
  now = { path, text };
  vitest.invalidateFile(path);
  for (const test of tests) {
    const moduleId = resolve(trialRoot, test);
    const specification = vitest.getRootProject().createSpecification(moduleId);
    const { testModules, unhandledErrors } = await vitest.rerunTestSpecifications([specification]);
    // What ran before is listed, too.
    const isPassed = testModules.find((module) => module.moduleId === moduleId)?.ok() ?? false;
    if (!isPassed || unhandledErrors.length > 0) return { failed: test };
  }
  return { failed: null };
}

// Tests that hang in a process below this one would go on for ever.
process.on("disconnect", () => process.kill(-process.pid, "SIGKILL"));
process.on("message", async (message) => process.send?.(await judge(trialSchema.parse(message))));
process.send?.("ready");
