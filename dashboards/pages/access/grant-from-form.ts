import type { GiveGrantRequest } from "#api/contract";
import type { Administration } from "./access-page.tsx";

export type Template = Administration["templates"][number];

/** What a sent form asks for. Its choices are checked by the server, which says what is wrong in a sentence. */
export function grantFromForm(form: FormData): GiveGrantRequest {
  const text = (name: string) => String(form.get(name) ?? "");
  const kind = text("scope_kind");
  const reach = text("reach");
  const purpose = text("purpose");
  // The edge of the form: its options are the server's own lists.
  return {
    grantee: { kind: text("to_kind"), key: text("to") },
    role: text("role"),
    scope: kind === "district" ? { kind } : { kind, ids: [text("place")] },
    subjects: form.getAll("subject").map(String),
    may_read_students: reach !== "counts",
    may_read_names: reach === "names",
    may_read_history: form.has("history"),
    reason: text("reason"),
    ...(purpose ? { purpose } : {}),
    to: text("until"),
  } as GiveGrantRequest;
}
