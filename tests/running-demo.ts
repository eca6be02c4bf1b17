import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type RunningDemo = { url: string; dataDir: string; stop: () => Promise<void> };

/** The product as a newcomer starts it: a process of its own, the demo made up on first run. The caller stops it. */
export async function startDemo(): Promise<RunningDemo> {
  const dataDir = mkdtempSync(join(tmpdir(), "rollbook-demo-"));
  const port = String(await freePort());
  const program = join(import.meta.dirname, "..", "rollbook.ts");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", program, "start", "--data", dataDir, "--port", port],
    {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, UV_THREADPOOL_SIZE: "16" },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  return { url, dataDir, stop: () => stopped(child) };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  let told = "";
  child.stderr?.on("data", (text: Buffer) => {
    told += text.toString();
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`rollbook start ended with ${child.exitCode}:\n${told}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
