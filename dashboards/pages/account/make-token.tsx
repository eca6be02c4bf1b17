import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { NewToken, Session, TokenScope } from "#api/contract";
import { makeToken } from "../../client.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { accountMessages } from "./messages.ts";

const DAY_MS = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** The form for a new token, and the token once it is made. */
export function MakeToken({ pages }: { pages: Session["pages"] }) {
  const say = useSay(accountMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const scopes: TokenScope[] = [...pages.filter((page) => page !== "reports"), "answers", "exports"];
  const [isMissing, setMissing] = useState(false);
  const make = useMutation({
    mutationFn: makeToken,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const chosen = scopes.filter((scope) => given.getAll("scopes").includes(scope));
    setMissing(chosen.length === 0);
    if (chosen.length === 0) return;
    const wanted = { label: String(given.get("label")), expires_on: String(given.get("expires_on")) };
    make.mutate({ ...wanted, scopes: chosen }, { onSuccess: () => form.reset() });
  };
  return (
    <div className="figure-block">
      <h3>{say("account.make")}</h3>
      {make.data && <MadeToken made={make.data} key={make.data.token_id} />}
      <form className="form" onSubmit={submit}>
        <Fields />
        <fieldset aria-describedby="scopes-missing">
          <legend>{say("account.scopes")}</legend>
          {scopes.map((scope) => (
            <label key={scope} className="check">
              <input type="checkbox" name="scopes" value={scope} />
              {say(`account.scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        <p role="alert" id="scopes-missing">
          {isMissing && say("account.scopes_missing")}
          {make.isError && say("account.refused", { reason: problemWords(make.error) })}
        </p>
        <button type="submit" className="button is-primary">
          {say("account.make")}
        </button>
      </form>
    </div>
  );
}

function Fields() {
  const say = useSay(accountMessages);
  const id = useId();
  return (
    <>
      <div className="choice">
        <label htmlFor={`${id}-label`}>{say("account.label")}</label>
        <input
          id={`${id}-label`}
          name="label"
          type="text"
          required
          maxLength={80}
          aria-describedby={`${id}-label-hint`}
        />
        <p id={`${id}-label-hint`} className="hint">
          {say("account.label_hint")}
        </p>
      </div>
      <div className="choice">
        <label htmlFor={`${id}-day`}>{say("account.expires")}</label>
        <input
          id={`${id}-day`}
          name="expires_on"
          type="date"
          required
          defaultValue={dayFromNow(90)}
          min={dayFromNow(0)}
          max={dayFromNow(365)}
          aria-describedby={`${id}-day-hint`}
        />
        <p id={`${id}-day-hint`} className="hint">
          {say("account.expires_hint")}
        </p>
      </div>
    </>
  );
}

/** The focus goes to what is shown this once. */
function MadeToken({ made }: { made: NewToken }) {
  const say = useSay(accountMessages);
  const [copied, setCopied] = useState<"copied" | "not_copied" | null>(null);
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const copy = () =>
    navigator.clipboard.writeText(made.token).then(
      () => setCopied("copied"),
      () => setCopied("not_copied"),
    );
  const title = say("account.made", { label: made.label });
  return (
    <section ref={box} tabIndex={-1} className="made-token" aria-label={title}>
      <p>{title}</p>
      <code>{made.token}</code>
      <button type="button" className="button" onClick={() => void copy()}>
        {say("account.copy")}
      </button>
      <p role="status">{copied && say(`account.${copied}`)}</p>
    </section>
  );
}
