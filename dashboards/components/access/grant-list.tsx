import type { GrantView } from "#api/contract";
import { useSay } from "../figures/formats.ts";
import { Status } from "../figures/status.tsx";
import { useGrantWords } from "./grant-words.ts";
import { accessMessages } from "./messages.ts";

/** Grants as sentences: what over what, how far, why, until when, by whom. */
export function GrantList({ grants }: { grants: GrantView[] }) {
  return (
    <ul className="grants">
      {grants.map((grant) => (
        <Item
          key={JSON.stringify([grant.grant_id, grant.source, grant.role, grant.scope, grant.from])}
          grant={grant}
        />
      ))}
    </ul>
  );
}

function Item({ grant }: { grant: GrantView }) {
  const say = useSay(accessMessages);
  const words = useGrantWords();
  return (
    <li>
      <p className="grant-title">
        {say("access.grant_title", { role: words.role(grant), over: words.over(grant) })}
      </p>
      {!grant.holds && (
        <Status kind="none">
          {say("access.over_now", { why: grant.revoked_at === null ? "days" : "revoked" })}
        </Status>
      )}
      <dl className="pairs">
        <dt>{say("access.what")}</dt>
        <dd>
          {words.subjects(grant)} · {words.reach(grant)}
        </dd>
        {grant.relation && (
          <>
            <dt>{say("access.relation_label")}</dt>
            <dd>{say("access.relation", { relation: grant.relation })}</dd>
          </>
        )}
        <dt>{say("access.reason")}</dt>
        <dd>{grant.reason}</dd>
        {grant.purpose && (
          <>
            <dt>{say("access.purpose")}</dt>
            <dd>{grant.purpose}</dd>
          </>
        )}
        <dt>{say("access.when")}</dt>
        <dd>{words.when(grant)}</dd>
        <dt>{say("access.by")}</dt>
        <dd>{words.givenBy(grant)}</dd>
      </dl>
    </li>
  );
}
