/** The control store's tables as `migrations/` makes them; times are ISO-8601 text in UTC. */
export type ControlTables = {
  session: SessionRow;
  audit_entry: AuditRow;
};

/** `session_id` is the SHA-256 of the cookie's token: a copy of the store opens no session. */
export type SessionRow = { session_id: string; account: string; created_at: string; expires_at: string };

export type AuditRow = {
  audit_entry_id: string;
  at: string;
  account: string | null;
  action: "sign_in" | "sign_out" | "export" | "students_read";
  subject: string;
};
