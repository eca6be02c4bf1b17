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
