import type { Report } from "#api/contract";
import { useSay } from "../figures/formats.ts";
import { Status } from "../figures/status.tsx";
import { questionMessages } from "./messages.ts";

/** What one should know of a report before trusting it, each a word with a sign. */
export function Badges({ report }: { report: Report }) {
  const say = useSay(questionMessages);
  const { is_certified, is_outdated, template, definition_changes } = report;
  const hasNews = template?.has_changes === true;
  if (!is_certified && !is_outdated && !hasNews) return null;
  return (
    <p className="badges">
      {is_certified && <Status kind="good">{say("question.badge.certified")}</Status>}
      {is_outdated && (
        <Status kind="warn">
          {say(definition_changes.length > 0 ? "question.badge.definition" : "question.badge.outdated")}
        </Status>
      )}
      {hasNews && <Status kind="none">{say("question.badge.template")}</Status>}
    </p>
  );
}
