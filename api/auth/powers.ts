import type { Reader, Role } from "#warehouse";

const INVITERS: readonly Role[] = ["admin", "coordinator", "principal"];

/** Whether a grant that holds today makes somebody an administrator; what she is called does not. */
export function isAdministrator(reader: Reader): boolean {
  return reader.grants.some(({ role }) => role === "admin");
}

/** The part of a reader's grants that lets her invite guardians: students by name, as principal or for the district. */
export function inviting(reader: Reader): Reader {
  const grants = reader.grants.filter(
    ({ role, mayReadStudents, mayReadNames }) => INVITERS.includes(role) && mayReadStudents && mayReadNames,
  );
  return { ...reader, grants };
}

/**
 * The operators whose files a reader may upload: grants as an operator over the operations of its schools, down to
 * students, since the report of a file counts them.
 */
export function uploadingFor(reader: Reader): string[] {
  const ids = reader.grants.flatMap(({ role, scope, subjects, mayReadStudents }) =>
    role === "operator" && scope.kind === "operator" && subjects.includes("operations") && mayReadStudents
      ? scope.ids
      : [],
  );
  return [...new Set(ids)].sort();
}
