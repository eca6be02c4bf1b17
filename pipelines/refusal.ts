/** Input that Rollbook does not accept. The message says what, where and what to do; the code is stable. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
  }
}

/** Each stands in docs/operations.md, docs/sftp.md or docs/postgres.md with what to do. */
export const refusalCodes = [
  "file.missing",
  "file.unreadable",
  "file.wrong_header",
  "file.malformed",
  "file.empty_folder",
  "source.unknown",
  "run.no_data_folder",
  "run.locked",
  "run.superseded",
  "run.unknown",
  "run.not_kept",
  "generation.unknown",
  "generation.current",
  "generation.incomplete",
  "generation.other_definitions",
  "run.too_many_refused",
  "run.check_failed",
  "run.disk_full",
  "backup.exists",
  "backup.unsound",
  "restore.in_use",
  "erasure.no_key",
  "erasure.unsound",
  "student.unknown",
  "generation.before_erasure",
  "package.refused",
  "upload.refused",
  "file.changed",
  "sftp.no_address",
  "sftp.unreachable",
  "sftp.host_key",
  "sftp.sign_in",
  "sftp.not_found",
  "sftp.denied",
  "sftp.interrupted",
  "sftp.incomplete",
  "sftp.damaged",
  "database.no_address",
  "database.unreachable",
  "database.tls",
  "database.sign_in",
  "database.not_found",
  "database.denied",
  "database.timeout",
  "database.interrupted",
  "database.query",
  "database.row_count",
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
