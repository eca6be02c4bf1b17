import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { District, SftpDrop } from "#warehouse";
import { load } from "../../run.ts";
import { a, c, district as databaseDistrict } from "../postgres/test-district.ts";
import { startServer } from "./test-server.ts";

export const header =
  "organization_id,name,kind,level,region,board_district,operator_id,operator_name,charter_funding,authorizer,must_report,source_system,valid_from,valid_to";
export const schoolRow = (id: string, name = `School ${id}`) =>
  `${id},${name},school,elementary,,,,,not_charter,,Y,sis,2020-07-01,`;
export const days = (ids: string[]) =>
  `organization_id,track,calendar_on,day_type,school_month,term\n${ids.map((id) => `${id},A,2026-08-10,instructional,1,S1\n`).join("")}`;

/** An SFTP server with a folder, and a data folder to load it into. Two schools are in it with one day each. */
export async function makeDrop() {
  const folder = mkdtempSync(join(tmpdir(), "rollbook-sftp-"));
  const [there, dataDir] = [join(folder, "there"), join(folder, "data")];
  mkdirSync(join(there, "out", "done"), { recursive: true });
  const server = await startServer(there);
  const put = (name: string, content: string) => writeFileSync(join(there, "out", name), content);
  const drop = (changed: Partial<SftpDrop> = {}): SftpDrop => ({
    addressEnv: "SIS_DROP",
    passwordEnv: "SIS_PASSWORD",
    hostKeySha256: server.hostKeySha256,
    folder: "/out",
    files: { organizations: "schools*.csv", calendar: "days.csv" },
    settleSeconds: 0.05,
    ...changed,
  });
  const district = (changed: Partial<SftpDrop> = {}): District => ({
    ...databaseDistrict(),
    sources: [{ key: "sis", label: "Student information", sftp: drop(changed) }],
  });
  const environment = {
    SIS_DROP: `sftp://drop@127.0.0.1:${server.port}`,
    SIS_PASSWORD: "hunter2",
    SIS_KEY: server.key,
  };
  return {
    ...{ server, folder, there: join(there, "out"), dataDir, put, drop, district, environment },
    /** The folder as it was at first, with nothing loaded. */
    renew() {
      for (const path of [join(there, "out"), dataDir]) rmSync(path, { recursive: true, force: true });
      mkdirSync(join(there, "out", "done"), { recursive: true });
      put("schools.csv", `${header}\n${schoolRow(a)}\n${schoolRow(c)}\n`);
      put("days.csv", days([a, c]));
      server.onRead = () => {};
      server.sent = 0;
    },
    run: (changed: Partial<SftpDrop> = {}, from: Record<string, string> = {}) =>
      load({
        district: district(changed),
        dataDir,
        source: "sis",
        asOf: "2026-11-20",
        environment: { ...environment, ...from },
      }),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestDrop = Awaited<ReturnType<typeof makeDrop>>;
