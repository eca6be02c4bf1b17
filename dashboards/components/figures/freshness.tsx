import type { Answer } from "#api/contract";
import type { PageName, Pages } from "../../client.ts";
import { useFormats, useSay } from "./formats.ts";
import { figureMessages } from "./messages.ts";
import { Status } from "./status.tsx";

export type Completeness = Pick<Answer, "fresh_through" | "coverage" | "missing" | "generation">;

/** "Through Nov 20, 2026 · 23 of 24 schools", with the missing ones by name. */
export function Freshness({ answer }: { answer: Completeness | undefined }) {
  const say = useSay(figureMessages);
  const formats = useFormats();
  if (!answer) return null;
  const { fresh_through: through, coverage, missing } = answer;
  const values = { has_date: through !== null, date: through ? formats.date(through) : "" };
  return (
    <p className={missing.length ? "freshness is-incomplete" : "freshness"}>
      {coverage.expected > 0
        ? say("figure.freshness", { ...values, reported: coverage.reported, expected: coverage.expected })
        : say("figure.freshness_no_schools", { ...values, generation: answer.generation })}
      {!coverage.is_certifiable && <Status kind="bad">{say("figure.not_certifiable")}</Status>}
      {missing.length > 0 && (
        <span className="freshness-missing">
          {missing.length <= 3
            ? say("figure.missing", { schools: formats.list(missing.map((school) => school.label)) })
            : say("figure.missing_many", { count: missing.length })}
        </span>
      )}
    </p>
  );
}

/** How fresh and complete a page is as a whole, for tiles that are made of several answers. */
export function freshnessOf(page: Pages[PageName]): Completeness {
  const { fresh_through, completeness, generation } = page;
  return { fresh_through, coverage: completeness, missing: completeness.missing, generation };
}
