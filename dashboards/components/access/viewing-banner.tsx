import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useIntl } from "react-intl";
import type { Session } from "#api/contract";
import { stopViewing } from "../../client.ts";
import { useSay } from "../figures/formats.ts";
import { Status } from "../figures/status.tsx";
import { accessMessages } from "./messages.ts";
import { useForgetReader } from "./use-forget-reader.ts";

const AN_HOUR_MS = 3_600_000;

/** Says on every page that an administrator looks through other eyes, and ends it. */
export function ViewingBanner({ session }: { session: Session }) {
  const say = useSay(accessMessages);
  const intl = useIntl();
  const forget = useForgetReader();
  const navigate = useNavigate();
  const viewed = session.viewed_by;
  const endsAt = viewed?.ends_at;
  useEffect(() => {
    if (endsAt === undefined) return;
    const left = Math.min(Date.parse(endsAt) - Date.now() + 1000, AN_HOUR_MS);
    const over = setTimeout(() => void forget(), left);
    return () => clearTimeout(over);
  }, [endsAt, forget]);
  const stop = useMutation({
    mutationFn: stopViewing,
    onSettled: async () => {
      await forget();
      await navigate({ to: "/access" });
    },
  });
  if (!viewed) return null;
  const time = intl.formatTime(viewed.ends_at, { hour: "numeric", minute: "2-digit" });
  return (
    <section className="viewing" aria-label={say("access.looking", { name: session.name })}>
      <div role="status">
        <Status kind="warn">{say("access.looking", { name: session.name })}</Status>{" "}
        <span className="viewing-end">{say("access.looking_until", { time })}</span>
      </div>
      <button type="button" className="button" onClick={() => stop.mutate()} disabled={stop.isPending}>
        {say("access.stop")}
      </button>
    </section>
  );
}
