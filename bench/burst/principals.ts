import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, readCurrentGeneration } from "#warehouse";

/** A school as the source has it, and who runs it. */
export type Principal = { account: Account; school: School };
type School = { id: string; name: string };

const SOURCE = "camino";

/** Of as many schools as are asked for, who runs each: read from the files that the sources sent, apart from any answer. */
export function principalsOf(dataDir: string, count: number): Principal[] {
  const schools = new Map(
    received(dataDir, "organizations")
      .filter(({ kind }) => kind === "school")
      .map(({ organization_id: id = "", name = "" }) => [id, { id, name }]),
  );
  const running = received(dataDir, "staff_assignments").flatMap((row) => {
    const school = schools.get(row.organization_id ?? "");
    const isPrincipal = row.role === "principal" && row.ended_on === "";
    return school && isPrincipal ? [{ school, staffId: row.staff_id ?? "" }] : [];
  });
  if (running.length < count)
    throw new Error(`The district has ${running.length} schools with a principal and not ${count}.`);
  return running
    .slice(0, count)
    .map(({ school, staffId }, at) => ({ school, account: accountOf(at, staffId) }));
}

const accountOf = (at: number, id: string): Account => ({
  ...{ account: `principal-${at + 1}`, name: `Principal ${at + 1}`, role: "principal", grants: [] },
  ...{ email: `principal-${at + 1}@camino.example`, staff: { source: SOURCE, id } },
});

/** The rows of a feed's file as it was received; none of its cells holds a comma. */
function received(dataDir: string, feed: string): Record<string, string>[] {
  const source = readCurrentGeneration(dataDir)?.sources.find(
    (one) => one.source === SOURCE && one.feed === feed,
  );
  if (!source) throw new Error(`${dataDir} was loaded without ${feed}: remove it and run the bench again.`);
  const [header = "", ...lines] = readFileSync(join(dataDir, "landing", source.sha256), "utf8")
    .trim()
    .split("\n");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? ""]));
  });
}
