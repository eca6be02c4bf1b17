import { type Grant, type Reader, readerFor } from "#warehouse";
import { exactDistrict as district } from "../exact-district.ts";
import { asOf } from "./made-up.ts";

const grant = (scope: Grant["scope"], rest: Partial<Grant> = {}): Grant => ({
  ...{ role: "admin", scope, subjects: ["students", "special_education"] },
  ...{ mayReadStudents: true, mayReadNames: true, reason: "conformance" },
  ...{ from: "2000-01-01", to: null, givenBy: "conformance" },
  ...rest,
});

const readerOf = (account: string, ...grants: Grant[]): Reader => ({
  ...{ account, name: account, role: "admin", grants },
});

/** Whom the engines are asked for: every way in which a scope is written stands in one of them. */
export async function readersOf(schools: readonly string[]): Promise<Reader[]> {
  const accounts = ["admin", "principal", "operator", "parent", "coordinator"];
  const some = schools.slice(0, 2);
  return [
    ...(await Promise.all(accounts.map((account) => readerFor({ district }, account, asOf)))),
    readerOf("history", grant({ kind: "school", ids: [...some] }, { mayReadHistory: true })),
    readerOf("region", grant({ kind: "region", ids: ["North", "South"] }, { mayReadNames: false })),
    readerOf(
      "several",
      grant({ kind: "school", ids: [...some] }, { subjects: ["students"] }),
      grant({ kind: "region", ids: ["West"] }),
    ),
  ];
}
