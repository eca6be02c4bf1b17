import { allFields, type PackageFile } from "../oneroster-binding/field.ts";
import type { FileMode } from "../oneroster-csv/package-manifest.ts";

/** A rule over several rows: `lines` is SQL that selects the line of every row that breaks it. */
export type PackageRule = { code: string; file: string; field: string; lines: string };

/** The temporary table of a file's rows, all columns as text, with `line`. */
export const rowsOf = (file: string): string => `package_${file}`;

/** Every sourcedId once in its file, and every reference to a record that the package has. */
export function referenceRules(files: PackageFile[], modes: Map<string, FileMode>): PackageRule[] {
  const isPresent = (name: string) => modes.get(name) !== "absent";
  return files
    .filter(({ name }) => isPresent(name))
    .flatMap((file) => [
      uniqueIds(file),
      ...referencesOf(file).map(({ field, target, isList }) =>
        isPresent(target) ? mustExist(file.name, field, target, isList) : mustBeSent(file.name, field),
      ),
    ]);
}

type FileReference = { field: string; target: string; isList: boolean };

function referencesOf(file: PackageFile): FileReference[] {
  const declared = allFields(file).flatMap(([field, { refersTo, kind }]) =>
    refersTo ? [{ field, target: refersTo, isList: kind === "guid_list" }] : [],
  );
  return file.idRefersTo
    ? [{ field: "sourcedId", target: file.idRefersTo, isList: false }, ...declared]
    : declared;
}

function uniqueIds({ name }: PackageFile): PackageRule {
  const rows = rowsOf(name);
  return {
    code: "reference.duplicate_sourced_id",
    file: name,
    field: "sourcedId",
    lines: `select line from (
      select line, row_number() over (partition by "sourcedId" order by line) as nth from ${rows}
      where "sourcedId" in (select "sourcedId" from ${rows} group by 1 having count(*) > 1)) where nth > 1`,
  };
}

function mustExist(file: string, field: string, target: string, isList: boolean): PackageRule {
  const wanted = isList ? `unnest(string_split("${field}", ','))` : `"${field}"`;
  return {
    code: "reference.missing_target_record",
    file,
    field,
    lines: `select distinct line from (
      select line, ${wanted} as wanted from ${rowsOf(file)} where "${field}" is not null) r
      anti join ${rowsOf(target)} t on t."sourcedId" = r.wanted`,
  };
}

const mustBeSent = (file: string, field: string): PackageRule => ({
  code: "reference.missing_target_file",
  file,
  field,
  lines: `select line from ${rowsOf(file)} where "${field}" is not null`,
});
