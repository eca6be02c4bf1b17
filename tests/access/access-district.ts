import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "#api";
import { type Account, type District, type Grant, openControl, type Role, type Warehouse } from "#warehouse";
import {
  absences,
  alder,
  birch,
  miniDistrict,
  rosterStudent,
  spell,
  threeSchools,
} from "../../warehouse/build/mini-district.ts";
import { publishedMini } from "../../warehouse/published-mini.ts";

/**
 * Ann and Ben are twelve or thirteen; Zoe will be eighteen on 15 April; Abe is since February; Old is twenty-two; nobody
 * knows when Nan was born.
 */
export const children = {
  ann: "9000000001",
  zoe: "9000000006",
  ben: "9000000002",
  abe: "9000000003",
  old: "9000000004",
  nan: "9000000005",
};

const born = (id: string, day: string) =>
  `update stg_or_demographic set birth_date = ${day} where sourced_id = '${id}';`;
const rows = [
  threeSchools,
  "update stg_organization set region = if(name = 'Cedar Charter', 'South', 'North');",
  ...Object.entries(children).map(([id, stateId]) => rosterStudent("sis", id, stateId, `${id} Archer`)),
  ...Object.keys(children).map((id) => spell(id, id === "ben" ? birch : alder, "2024-08-12", null)),
  born("zoe", "'2007-04-15'"),
  born("abe", "'2007-02-14'"),
  born("old", "'2003-01-01'"),
  born("nan", "null"),
  absences("ann", alder, "2024-09-02", 4),
  absences("ben", birch, "2024-09-02", 2),
  `insert into stg_staff_assignment (source, staff_id, organization_id, name, role, is_credentialed, fte, started_on, ended_on)
    values ('sis', 'p1', '${alder}', 'Ada Ames', 'principal', true, 1, '2024-08-01', '2025-04-30'),
      ('sis', 'c1', '${alder}', 'Cal Cole', 'attendance_clerk', true, 1, '2024-08-01', null);`,
].join("\n");

const overDistrict = (role: Role, rest: Partial<Grant> = {}): Grant => ({
  role,
  scope: { kind: "district" },
  subjects: ["students", "special_education", "finance", "operations"],
  mayReadStudents: true,
  mayReadNames: true,
  reason: `Works as ${role}`,
  from: "2024-07-01",
  to: null,
  givenBy: "configuration",
  ...rest,
});
const person = (account: string, role: Role, rest: Partial<Account> = {}): Account => ({
  account,
  name: `${account} the ${role}`,
  role,
  grants: [],
  ...rest,
});
const accounts: Account[] = [
  person("admin", "admin", { grants: [overDistrict("admin")], groups: ["helpers"] }),
  person("admin2", "admin", { grants: [overDistrict("admin")] }),
  person("board", "board", { grants: [overDistrict("board")] }),
  person("bond", "bond_oversight", { grants: [overDistrict("bond_oversight")] }),
  person("coordinator", "coordinator", { grants: [overDistrict("coordinator")] }),
  person("principal", "principal", { staff: { source: "sis", id: "p1" } }),
  person("clerk", "attendance_clerk", { staff: { source: "sis", id: "c1" } }),
  person("helper", "board", { groups: ["helpers"] }),
  person("rosa", "parent"),
  person("otto", "parent"),
];

export const accessDistrict: District = { ...miniDistrict, accounts };

/** The three schools, published. The caller closes it. */
export const publishedSchools = () => publishedMini(rows);

/** The app over them with a control store of its own; `at` is its clock and can be set. The caller closes it. */
export async function openAccess(warehouse: Warehouse, district = accessDistrict) {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-access-"));
  const control = await openControl({ dataDir: folder });
  const time = { at: new Date("2025-03-28T12:00:00Z") };
  const app = createApp({
    warehouse,
    control,
    district,
    clock: () => time.at,
    schedule: async () => [],
    log: { info() {}, error() {} },
    pagesDir: folder,
    exportsDir: join(folder, "exports"),
    isLoopback: true,
  });
  const close = async () => {
    await control.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { app, control, warehouse, time, folder, close, signIn: (account: string) => signIn(app, account) };
}

export type Access = Awaited<ReturnType<typeof openAccess>>;
const json = { "content-type": "application/json" };

/** A session with what can be asked in it; bodies come back parsed. */
async function signIn(app: ReturnType<typeof createApp>, account: string) {
  const body = JSON.stringify({ account });
  const entered = await app.request("/api/session", { method: "POST", headers: json, body });
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  const send = async (method: string, path: string, asked?: unknown) => {
    const sent = asked === undefined ? {} : { body: JSON.stringify(asked) };
    const response = await app.request(path, { method, headers: { ...json, cookie }, ...sent });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };
  return {
    /** As it comes, for what is no JSON. */
    fetch: (path: string) => app.request(path, { headers: { cookie } }),
    get: (path: string) => send("GET", path),
    post: (path: string, asked: unknown) => send("POST", path, asked),
    send,
    put: (path: string, asked: unknown) => send("PUT", path, asked),
    delete: (path: string) => send("DELETE", path),
  };
}

export type Session = Awaited<ReturnType<typeof signIn>>;

/** Students whom a session is answered by name or number, in order. */
export async function studentsSeen(session: Session): Promise<string[]> {
  const { body } = await session.post("/api/answers", {
    slices: [{ measures: ["days_absent"], by: ["student"] }],
  });
  const rows: { student: { label: string } }[] = body.answers?.[0]?.rows ?? [];
  return rows.map(({ student }) => student.label).sort();
}
