import type { DuckDBConnection } from "@duckdb/node-api";
import { quoted } from "../../feeds/define-feed.ts";
import { storedFields } from "../oneroster-binding/binding.ts";
import type { Field, PackageFile } from "../oneroster-binding/field.ts";
import type { FileMode } from "../oneroster-csv/package-manifest.ts";
import { rowsOf } from "./reference-rules.ts";

/** SQL of the value to put in place of a field's, and of the rows where it must be. */
type CellRepair = { field: string; code: string; value: string; applies: string };

/** Repairs the cells of a file in its temporary table where only one meaning is possible, and lists every one. */
export async function repairCells(
  connection: DuckDBConnection,
  file: PackageFile,
  mode: FileMode,
): Promise<void> {
  const rows = rowsOf(file.name);
  for (const [field, { kind }] of storedFields(file)) {
    for (const { code, value, applies } of await repairsOf(connection, rows, { field, kind, mode })) {
      await connection.run(
        `insert into package_repair select ${quoted(code)}, ${quoted(`${file.name}.csv`)}, line, ${quoted(field)} from ${rows} where ${applies}`,
      );
      await connection.run(`update ${rows} set "${field}" = ${value} where ${applies}`);
    }
  }
}

type Cell = { field: string; kind: Field["kind"]; mode: FileMode };

async function repairsOf(
  connection: DuckDBConnection,
  rows: string,
  { field, kind, mode }: Cell,
): Promise<CellRepair[]> {
  if (mode === "bulk" && (field === "status" || field === "dateLastModified")) return [lifecycle(field)];
  if (kind === "boolean") return [booleanWord(field)];
  if (kind !== "date") return [];
  const order = await orderOfDates(connection, rows, field);
  return order ? [dateIn(field, order)] : [];
}

/** In a bulk file "active" says nothing; "tobedeleted" would be lost with its meaning, so it stays a finding. */
const lifecycle = (field: string): CellRepair => ({
  field,
  code: "repair.lifecycle_in_bulk",
  value: "null",
  applies: field === "status" ? `"status" = 'active'` : `"${field}" is not null`,
});

const yes = "('true', 't', 'yes', 'y', '1')";
const no = "('false', 'f', 'no', 'n', '0')";

function booleanWord(field: string): CellRepair {
  const word = `lower("${field}")`;
  return {
    field,
    code: "repair.boolean_word",
    value: `case when ${word} in ${yes} then 'true' else 'false' end`,
    applies: `"${field}" not in ('true', 'false') and (${word} in ${yes} or ${word} in ${no})`,
  };
}

const shape = ["/", "-", "[.]"]
  .map((separator) => ["[0-9]{1,2}", "[0-9]{1,2}", "[0-9]{4}"].join(separator))
  .join("|");
const part = (field: string, nth: number) =>
  `regexp_extract("${field}", '^([0-9]+).([0-9]+).([0-9]+)$', ${nth})`;
const isWritten = (field: string) => `regexp_full_match("${field}", '${shape}')`;

type Order = "day first" | "month first";

/** The column must prove it: a day beyond 12 on one side, and none on the other. */
async function orderOfDates(
  connection: DuckDBConnection,
  rows: string,
  field: string,
): Promise<Order | null> {
  const beyond = (nth: number) => `coalesce(bool_or(try_cast(${part(field, nth)} as integer) > 12), false)`;
  const reader = await connection.runAndReadAll(
    `select ${beyond(1)}, ${beyond(2)} from ${rows} where ${isWritten(field)}`,
  );
  const [dayFirst, monthFirst] = reader.getRows()[0] ?? [];
  if (dayFirst === monthFirst) return null;
  return dayFirst ? "day first" : "month first";
}

function dateIn(field: string, order: Order): CellRepair {
  const [day, month] = order === "day first" ? [1, 2] : [2, 1];
  const text = `${part(field, 3)} || '-' || lpad(${part(field, month)}, 2, '0') || '-' || lpad(${part(field, day)}, 2, '0')`;
  return {
    field,
    code: "repair.date_format",
    value: text,
    applies: `${isWritten(field)} and try_cast(${text} as date) is not null`,
  };
}
