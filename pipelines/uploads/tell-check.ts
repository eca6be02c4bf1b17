import type { UploadCheck } from "./check-upload.ts";

/** What a load of the file would do, in words: by school, then each kind of error once. */
export function tellUploadCheck({ file, refusal, rows, schools, kinds, knock_on }: UploadCheck): string {
  const counts = `${rows.read} rows read, ${rows.loaded} would be loaded, ${rows.rejected} refused, ${rows.quarantined} set aside`;
  const bySchool = schools.map(
    ({ label, read, loaded, rejected }) =>
      `  ${label ?? "no school of this operator"}: ${read} read, ${loaded} loaded, ${rejected} refused`,
  );
  const byKind = kinds.map(
    ({ code, field, reason, mend, rows: touched, students, lines }) =>
      `  ${code}${field ? ` in ${field}` : ""}: ${touched} rows, ${students} students, first at line ${lines.join(", ") || "-"}. ${reason} ${mend}`,
  );
  const others = knock_on.map(
    ({ file: other, rejected_now, rejected_then }) =>
      `  ${other}: ${rejected_then} rows would be refused instead of ${rejected_now}`,
  );
  const verdict = refusal ? `Refused: ${refusal.message}` : "It can be loaded. Nothing was loaded.";
  return [`${file}: ${counts}`, ...bySchool, ...byKind, ...others, verdict].join("\n");
}
