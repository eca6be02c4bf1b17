import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { GrantView } from "#api/contract";
import { revokeGrant } from "../../client.ts";
import { useGrantWords } from "../../components/access/grant-words.ts";
import { accessMessages } from "../../components/access/messages.ts";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { accessPageMessages } from "./messages.ts";

/** Everybody's grants as a table; those given by hand can be revoked. */
export function GrantsTile({ grants }: { grants: GrantView[] }) {
  const say = useSay(accessPageMessages);
  const problemWords = useProblemWords();
  const [shown, setShown] = useState("in_force");
  const [asked, setAsked] = useState<GrantView | null>(null);
  const revoke = useRevoke();
  const rows = grants.filter(({ holds }) => holds === (shown === "in_force"));
  const holders = new Set(rows.map(({ grantee }) => `${grantee.kind} ${grantee.key}`)).size;
  const options = ["in_force", "not_in_force"] as const;
  return (
    <Tile
      id="grants"
      topic={say("access_page.grants_topic")}
      finding={say("access_page.grants_finding", { grants: holders })}
      isWide
    >
      <Choice
        label={say("access_page.show")}
        value={shown}
        options={options.map((key) => ({ key, label: say(`access_page.${key}`) }))}
        onChoose={setShown}
      />
      <div className="wordy-table">
        <Table rows={rows} onRevoke={setAsked} />
      </div>
      <p role="status" className="form-state">
        {revoke.isSuccess && say("access_page.revoked", { name: revoke.variables.grantee.name })}
      </p>
      <p role="alert" className="form-state">
        {problemWords(revoke.error)}
      </p>
      {asked && (
        <RevokeDialog
          grant={asked}
          onClose={() => setAsked(null)}
          onRevoke={() => {
            revoke.mutate(asked);
            setAsked(null);
          }}
        />
      )}
    </Tile>
  );
}

function useRevoke() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ grant_id }: GrantView) => revokeGrant(grant_id ?? ""),
    onSettled: () => queries.invalidateQueries({ queryKey: ["grants"] }),
  });
}

function Table({ rows, onRevoke }: { rows: GrantView[]; onRevoke: (grant: GrantView) => void }) {
  const say = useSay(accessPageMessages);
  const sayAccess = useSay(accessMessages);
  const words = useGrantWords();
  const formats = useFormats();
  const nameOf = ({ grantee: { kind, name } }: GrantView) =>
    kind === "group" ? say("access_page.group", { name }) : name;
  const canRevoke = (grant: GrantView) => grant.grant_id !== null && grant.revoked_at === null;
  return (
    <FigureTable
      caption={say("access_page.grants_table")}
      isCaptionHidden
      rows={rows}
      rowKey={(grant) =>
        JSON.stringify([grant.grant_id, grant.grantee, grant.source, grant.role, grant.scope])
      }
      empty={say("access_page.none")}
      columns={[
        { key: "who", header: say("access_page.who"), show: nameOf },
        { key: "role", header: say("access_page.role"), show: words.role },
        { key: "over", header: say("access_page.over"), show: words.over },
        {
          key: "reach",
          header: say("access_page.reach"),
          show: (grant) => `${words.subjects(grant)}: ${words.reach(grant)}`,
        },
        { key: "reason", header: say("access_page.reason"), show: ({ reason }) => reason },
        {
          key: "until",
          header: say("access_page.until"),
          show: ({ to }) => (to === null ? sayAccess("access.no_end") : formats.date(to)),
        },
        { key: "by", header: say("access_page.given_by"), show: words.givenBy },
        {
          key: "action",
          header: say("access_page.action"),
          show: (grant) =>
            canRevoke(grant) ? (
              <button
                type="button"
                className="text-button"
                aria-label={say("access_page.revoke_of", { role: words.role(grant), name: nameOf(grant) })}
                onClick={() => onRevoke(grant)}
              >
                {say("access_page.revoke")}
              </button>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}

type RevokeProps = { grant: GrantView; onClose: () => void; onRevoke: () => void };

function RevokeDialog({ grant, onClose, onRevoke }: RevokeProps) {
  const say = useSay(accessPageMessages);
  const words = useGrantWords();
  const { name } = grant.grantee;
  const [role, over] = [words.role(grant), words.over(grant)];
  return (
    <PageDialog title={say("access_page.revoke_of", { role, name })} onClose={onClose}>
      <p>{say("access_page.revoke_sure", { name, role, over })}</p>
      <button type="button" className="button is-primary" onClick={onRevoke}>
        {say("access_page.revoke")}
      </button>
    </PageDialog>
  );
}
