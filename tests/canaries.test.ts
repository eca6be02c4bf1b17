import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load, writeDistrict } from "#pipelines";
import { type Control, openControl, openWarehouse, readerFor, type Warehouse } from "#warehouse";
import { district as demo } from "../district.config.ts";
import { everything, refused } from "./canaries/artefacts.ts";
import { canarySchool, deliveredMinutes, plant, words } from "./canaries/plant.ts";
import { type Artefact, found } from "./canaries/search.ts";
import { served, withPeople } from "./canaries/served.ts";
import { sessionOf } from "./canaries/session.ts";

const asOf = "2026-11-20";
const district = withPeople(demo);
const folder = mkdtempSync(join(tmpdir(), "rollbook-canaries-"));
const dataDir = join(folder, "data");
const purpose = { purpose: "iep_meeting", subject: "meeting of 24 November" };

let warehouse: Warehouse;
let control: Control;
let app: ReturnType<typeof served>["app"];
let logged: () => Buffer;
/** The planted child's key in answers, and the numbers that are hers alone. */
let student: number;
let numbers: number[];

beforeAll(async () => {
  const source = join(folder, "source");
  await writeDistrict({ students: 600, years: 2, seed: 7, out: source, asOf });
  await plant(source);
  await load({ district, dataDir, path: source, asOf });
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Rollbook</title>");
  warehouse = await openWarehouse({ dataDir, district });
  control = await openControl({ dataDir });
  ({ app, logged } = served({ warehouse, control, district, dataDir, pagesDir: folder }));
  student = (await warehouse.studentKeys([words.stateId])).get(words.stateId) ?? 0;
  numbers = await numbersOfHers();
  await disputed();
});
afterAll(async () => {
  warehouse?.close();
  await control?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function numbersOfHers(): Promise<number[]> {
  const where = [{ dimension: "student", op: "in" as const, values: [student] }];
  const asked = { measures: ["delivered_minutes", "prescribed_minutes"], by: ["school", "service"], where };
  const { answers } = await warehouse.answer([asked], await readerFor({ district }, "admin", asOf));
  const counseling = answers[0]?.rows.find(
    ({ service }) => typeof service === "object" && service?.key === "counseling",
  );
  return [Number(counseling?.delivered_minutes), Number(counseling?.prescribed_minutes)];
}

/** Her guardian says that something is wrong: only her school is told. */
async function disputed(): Promise<void> {
  const { get, post } = await sessionOf(app, "guardian");
  const page: { child: { key: string } } = JSON.parse((await get("/api/pages/parent")).bytes.toString());
  const said = { child: page.child.key, about: "services", words: words.dispute };
  expect((await post("/api/disputes", said)).status).toBe(200);
}

const canaries = () => ({ words: Object.values(words), numbers });
async function tellingIn(artefacts: (Artefact & { head?: string })[]): Promise<string[]> {
  const told: string[] = [];
  for (const { name, bytes, head = "" } of artefacts) {
    told.push(...(await found({ name, bytes }, canaries())));
    told.push(...(await found({ name: `the headers of ${name}`, bytes: Buffer.from(head) }, canaries())));
  }
  return told;
}

describe("the planted child", () => {
  it("has numbers that stand nowhere by accident", () => {
    expect(numbers[0]).toBe(deliveredMinutes);
    expect(numbers[1]).toBeGreaterThan(10_000);
  });

  it.each([null, "board", "bond", "monitor", "parent", "principal2"])(
    "is in nothing that %s gets, in any format",
    async (account) => {
      const artefacts = await everything(await sessionOf(app, account), student);
      expect(await tellingIn(artefacts)).toEqual([]);
      const answered = artefacts.filter(({ status }) => status === 200).length;
      expect(answered).toBeGreaterThan(account === null ? 3 : 10);
    },
  );

  it("is found by her principal in each of the formats, so the search can find", async () => {
    const session = await sessionOf(app, "principal");
    expect((await session.post("/api/purposes", purpose)).status).toBeLessThan(300);
    const told = await tellingIn(await refused(session, student));
    for (const canary of [words.givenName, words.familyName, ...numbers.map(String)])
      for (const format of ['"format":"csv"', '"format":"arrow"', '"format":"xlsx"', "/api/answers"])
        expect(
          told.some((line) => line.startsWith(`${canary} in principal`) && line.includes(format)),
          `${canary} ${format}`,
        ).toBe(true);
    const disputes = await session.get(`/api/pages/school?school=${canarySchool}`);
    expect(await tellingIn([disputes])).toContain(`${words.dispute} in ${disputes.name}`);
  });

  it("is found by an administrator by her ids: in the refused rows and in the log of accesses", async () => {
    const { get, post } = await sessionOf(app, "admin");
    await post("/api/purposes", purpose);
    const told = await tellingIn([await get("/api/rejections"), await get("/api/audit")]);
    for (const canary of [words.refusedCode, words.stateId])
      expect(
        told.some((line) => line.startsWith(`${canary} in`)),
        canary,
      ).toBe(true);
  });

  it("is in no line of the server's log, whoever asked", async () => {
    expect(logged().toString().split("\n").length).toBeGreaterThan(100);
    expect(await tellingIn([{ name: "the log", bytes: logged() }])).toEqual([]);
  });
});
