import { allFields, type Field, type PackageFile } from "../oneroster-binding/field.ts";

/** A value that must not stand in a cell, and the code of its finding. */
export type CellFault = { file: string; field: string; value: string; code: string };

const tooLong = "x".repeat(256);

const wrongValues: Partial<Record<Field["kind"], [value: string, code: string][]>> = {
  guid: [["a b", "row.invalid_guid"], [tooLong, "row.invalid_guid"]],
  guid_list: [["a,,b", "row.invalid_list"], ["a,b c", "row.invalid_guid"]],
  list: [["a,", "row.invalid_list"], [",a", "row.invalid_list"]],
  pair_list: [["{a}", "row.invalid_list"], ["{a:1},{b:", "row.invalid_list"]],
  enum: [["nonsense", "row.invalid_enum"], ["ext:", "row.invalid_enum"]],
  enum_list: [["student,nonsense", "row.invalid_enum"], ["student,,aide", "row.invalid_list"]],
  date: [["2026-02-30", "row.invalid_date"], ["01/02/2026", "row.invalid_date"]],
  date_time: [["2026-11-01", "row.invalid_datetime"], ["2026-02-30T10:00:00.000Z", "row.invalid_datetime"]],
  boolean: [["TRUE", "row.invalid_boolean"], ["1", "row.invalid_boolean"]],
  integer: [["1.5", "row.invalid_integer"], ["1e3", "row.invalid_integer"]],
  number: [["1,5", "row.invalid_float"], ["A", "row.invalid_float"]],
  year: [["26", "row.invalid_year"], ["2026-27", "row.invalid_year"]],
}; // biome-ignore format: a kind a line reads as a table

/** Every cell of every file with a value that it may not have: left empty, or wrong in one of two ways. */
export function cellFaults(files: PackageFile[], mode: "bulk" | "delta"): CellFault[] {
  return files.flatMap((file) =>
    allFields(file).flatMap(([field, spec]) =>
      faultsOf(field, spec, mode).map(([value, code]) => ({ file: file.name, field, value, code })),
    ),
  );
}

function faultsOf(name: string, field: Field, mode: "bulk" | "delta"): [value: string, code: string][] {
  const isLifecycle = name === "status" || name === "dateLastModified";
  if (isLifecycle && mode === "bulk") {
    return [[name === "status" ? "active" : "2026-11-01T08:30:00.000Z", "row.field_forbidden_in_bulk"]];
  }
  const wrong = wrongValues[field.kind] ?? [];
  if (isLifecycle) return [["", "row.field_required_in_delta"], ...wrong];
  return field.isRequired ? [["", "row.missing_required_value"], ...wrong] : wrong;
}
