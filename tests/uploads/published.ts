import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { load, writeDistrict } from "#pipelines";
import { district } from "../../district.config.ts";

const asOf = "2026-11-20";

/** The made-up district, small, and loaded; whoever asks for it removes it. */
export async function publishedDistrict(students = 300) {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-uploads-"));
  const [dataDir, sent] = [join(folder, "data"), join(folder, "sent")];
  await writeDistrict({ students, years: 1, seed: 5, out: sent, asOf });
  await load({ district, dataDir, path: sent, asOf });
  const textOf = (path: string) => readFileSync(join(sent, path), "utf8");
  return {
    folder,
    dataDir,
    textOf,
    bytesOf: (path: string) => readFileSync(join(sent, path)),
    /** The data lines of a sent file, without its header. */
    linesOf: (path: string) => textOf(path).trimEnd().split("\n").slice(1),
    headerOf: (path: string) => textOf(path).split("\n")[0] ?? "",
    /** Writes a file of this name somewhere and gives its path. */
    write(name: string, content: string | Buffer): string {
      const path = join(folder, "made", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    loadOne: (path: string, source: string) => load({ district, dataDir, path, source, asOf }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type PublishedDistrict = Awaited<ReturnType<typeof publishedDistrict>>;
