import { useSay } from "../../components/figures/formats.ts";
import { useView } from "../../view.ts";
import { signInMessages } from "./messages.ts";

const reasons = [
  "sign_in_expired",
  "sign_in_refused",
  "provider_unavailable",
  "account_disabled",
  "too_many_requests",
] as const;

type Props = { district: string; provider: string };

/** One way in: the provider's own page, which brings people back to where they wanted to go. */
export function ProviderSignIn({ district, provider }: Props) {
  const say = useSay(signInMessages);
  const { view } = useView();
  const reason = reasons.find((code) => code === view.refused) ?? (view.refused && "sign_in_refused");
  const back = view.return_to ? `?${new URLSearchParams({ return_to: view.return_to })}` : "";
  return (
    <div className="page sign-in">
      <h1>{say("sign_in.provider.title", { district })}</h1>
      <div role="alert">
        {reason && <p className="notices">{say(`sign_in.reason.${reason}`, { provider })}</p>}
      </div>
      <p className="standfirst">{say("sign_in.provider.words", { provider })}</p>
      <a className="button is-primary" href={`/api/sign-in${back}`}>
        {say("sign_in.provider.button", { provider })}
      </a>
    </div>
  );
}
