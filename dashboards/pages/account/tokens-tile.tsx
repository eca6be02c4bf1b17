import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiToken, Session } from "#api/contract";
import { fetchTokens, revokeToken } from "../../client.ts";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { type Column, FigureTable } from "../../components/tables/figure-table.tsx";
import { MakeToken } from "./make-token.tsx";
import { accountMessages } from "./messages.ts";

/** The reader's tokens: the list, how to revoke one, and how to make one. */
export function TokensTile({ session }: { session: Session }) {
  const say = useSay(accountMessages);
  const problemWords = useProblemWords();
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: fetchTokens, staleTime: 0 });
  const [leaving, setLeaving] = useState<ApiToken | null>(null);
  const [revoked, setRevoked] = useState("");
  const columns = useColumns(setLeaving);
  return (
    <section className="tile is-wide" aria-labelledby="tokens-finding">
      <div className="tile-words">
        <p className="topic">{say("account.tokens_topic")}</p>
        <h2 id="tokens-finding">{say("account.tokens_finding", { count: tokens.data?.length ?? 0 })}</h2>
        <p className="tile-text">{say("account.tokens_words")}</p>
        <p role="status">{revoked && say("account.revoked", { label: revoked })}</p>
        <p role="alert">{tokens.isError && say("account.refused", { reason: problemWords(tokens.error) })}</p>
      </div>
      <div className="tile-figures">
        {tokens.data && tokens.data.length > 0 && (
          <FigureTable
            caption={say("account.tokens_table")}
            isCaptionHidden
            rows={tokens.data}
            rowKey={(token) => token.token_id}
            columns={columns}
          />
        )}
        <MakeToken pages={session.pages} />
      </div>
      {leaving && <RevokeDialog token={leaving} onClose={() => setLeaving(null)} onRevoked={setRevoked} />}
    </section>
  );
}

function useColumns(onRevoke: (token: ApiToken) => void): Column<ApiToken>[] {
  const say = useSay(accountMessages);
  const formats = useFormats();
  const today = new Date().toISOString().slice(0, 10);
  const lastDay = ({ expires_on }: ApiToken) =>
    expires_on < today
      ? say("account.expired", { date: formats.date(expires_on) })
      : formats.date(expires_on);
  return [
    { key: "label", header: say("account.label"), show: ({ label }) => label },
    {
      key: "scopes",
      header: say("account.scopes"),
      show: ({ scopes }) => formats.list(scopes.map((scope) => say(`account.scope.${scope}`))),
    },
    {
      key: "used",
      header: say("account.last_used"),
      show: ({ last_used_at }) => (last_used_at ? formats.moment(last_used_at) : say("account.never")),
    },
    { key: "expires", header: say("account.expires"), show: lastDay },
    {
      key: "revoke",
      header: say("account.revoke"),
      show: (token) => (
        <button
          type="button"
          className="text-button"
          aria-label={say("account.revoke_name", { label: token.label })}
          onClick={() => onRevoke(token)}
        >
          {say("account.revoke")}
        </button>
      ),
    },
  ];
}

type RevokeProps = { token: ApiToken; onClose: () => void; onRevoked: (label: string) => void };

function RevokeDialog({ token, onClose, onRevoked }: RevokeProps) {
  const say = useSay(accountMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.token_id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["tokens"] });
      onRevoked(token.label);
      onClose();
    },
  });
  return (
    <PageDialog title={say("account.revoke_title", { label: token.label })} onClose={onClose}>
      <p>{say("account.revoke_words")}</p>
      <p role="alert">{revoke.isError && say("account.refused", { reason: problemWords(revoke.error) })}</p>
      <button type="button" className="button is-primary" onClick={() => revoke.mutate()}>
        {say("account.revoke_sure")}
      </button>
    </PageDialog>
  );
}
