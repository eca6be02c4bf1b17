import { Writable } from "node:stream";
import { pino } from "pino";
import { createApp } from "#api";
import type { Account, Control, District, Grant, Warehouse } from "#warehouse";
import { words } from "./plant.ts";

/** A child of another school, and one of the planted child's school. */
const otherChildren = ["3884028593", "1491979724"];

const grant = (role: Grant["role"], scope: Grant["scope"], rest: Partial<Grant>): Grant => ({
  role,
  scope,
  subjects: ["students", "special_education"],
  mayReadStudents: true,
  mayReadNames: true,
  reason: "Parent of the child",
  from: "2024-07-01",
  to: null,
  givenBy: "configuration",
  ...rest,
});
const account = (name: string, ...grants: Grant[]): Account => ({
  account: name,
  name,
  role: grants[0]?.role ?? "guest",
  grants,
});

/** The district with the people whom its own accounts lack. */
export const withPeople = (district: District): District => ({
  ...district,
  accounts: [
    ...district.accounts.filter(({ account: name }) => name !== "parent"),
    account("parent", grant("parent", { kind: "student", ids: otherChildren }, {})),
    account("guardian", grant("parent", { kind: "student", ids: [words.stateId] }, {})),
    account(
      "bond",
      grant(
        "bond_oversight",
        { kind: "district" },
        {
          subjects: ["finance"],
          mayReadStudents: false,
          mayReadNames: false,
          reason: "Member of the oversight committee",
        },
      ),
    ),
  ],
});

type Place = {
  warehouse: Warehouse;
  control: Control;
  district: District;
  dataDir: string;
  pagesDir: string;
};

/** The app with the log that the server keeps; `logged` is all that was written to it, at every level. */
export function served({ dataDir, ...place }: Place) {
  const lines: Buffer[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(Buffer.from(line));
      done();
    },
  });
  const app = createApp({
    ...place,
    log: pino({ level: "trace" }, stream),
    clock: () => new Date("2026-11-20T08:00:00Z"),
    schedule: async () => [],
    isLoopback: true,
  });
  return { app, logged: () => Buffer.concat(lines) };
}
