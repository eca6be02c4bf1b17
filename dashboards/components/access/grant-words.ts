import type { GrantView } from "#api/contract";
import { useFormats, useSay } from "../figures/formats.ts";
import { accessMessages } from "./messages.ts";

/** How far down a grant reaches, as one word of a closed set. */
function reachOf(grant: Pick<GrantView, "may_read_students" | "may_read_names">): string {
  if (!grant.may_read_students) return "counts";
  return grant.may_read_names ? "names" : "numbers";
}

/** The parts of a grant in words. */
export function useGrantWords() {
  const say = useSay(accessMessages);
  const formats = useFormats();
  return {
    role: ({ role }: Pick<GrantView, "role">) => say("access.role", { role }),
    over: ({ scope }: Pick<GrantView, "scope">) =>
      say("access.over", { kind: scope.kind, places: formats.list(scope.places.map(({ label }) => label)) }),
    subjects: ({ subjects }: Pick<GrantView, "subjects">) =>
      formats.list(subjects.map((subject) => say("access.subject", { subject }))),
    reach: (grant: GrantView) => {
      const reach = say("access.reach", { reach: reachOf(grant) });
      return grant.may_read_history ? say("access.history", { reach }) : reach;
    },
    when: ({ from, to }: Pick<GrantView, "from" | "to">) =>
      to === null
        ? say("access.from_on", { from: formats.date(from) })
        : say("access.from_to", { from: formats.date(from), to: formats.date(to) }),
    givenBy: ({ source, given_by }: Pick<GrantView, "source" | "given_by">) =>
      say("access.given_by", { source, account: given_by }),
  };
}
