import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import type { Alert, Catalog } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { alertMessages } from "../../components/alerts/messages.ts";
import { useRuleWords } from "../../components/alerts/rule-words.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { Status } from "../../components/figures/status.tsx";
import { writeDraft } from "../../components/questions/address.ts";
import { useCatalog } from "../../components/questions/use-catalog.ts";
import { endAlert, fetchAlerts, fetchLooks, snoozeAlert } from "../../reports-client.ts";

const WEEK_MS = 7 * 86_400_000;

/** What the reader wants to be told of, open ones first; nothing where there is none. */
export function AlertsPart() {
  const say = useSay(alertMessages);
  const id = useId();
  const { catalog } = useCatalog();
  const { data } = useQuery({ queryKey: ["alerts"], queryFn: fetchAlerts });
  if (!catalog || !data || data.alerts.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say("alert.mine")}</h2>
      <ul className="reports">
        {data.alerts.map((alert) => (
          <AlertCard key={alert.alert} alert={alert} catalog={catalog} />
        ))}
      </ul>
    </section>
  );
}

function AlertCard({ alert, catalog }: { alert: Alert; catalog: Catalog }) {
  const say = useSay(alertMessages);
  const formats = useFormats();
  const wordsOf = useRuleWords(catalog);
  const { title, state, since, snoozed_until, slice } = alert;
  const date = formats.date(since.slice(0, 10));
  const figure = writeDraft({ slice, chart: "table" }, { slice: { measures: [] }, chart: "table" });
  return (
    <li className="report-card">
      <h3>
        <Link to="/reports/build" search={figure}>
          {title}
        </Link>
      </h3>
      <p>{wordsOf(alert)}</p>
      <p>
        <Status kind={state === "open" ? "warn" : "good"}>
          {say(state === "open" ? "alert.open" : "alert.closed", { date })}
        </Status>
      </p>
      {snoozed_until && <p className="hint">{say("alert.snoozed", { date: formats.date(snoozed_until) })}</p>}
      <Actions alert={alert} />
    </li>
  );
}

function Actions({ alert: { alert, title, snoozed_until } }: { alert: Alert }) {
  const say = useSay(alertMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const [isShown, setShown] = useState(false);
  const onSuccess = () => queries.invalidateQueries({ queryKey: ["alerts"] });
  const snoozing = useMutation({
    mutationFn: () => snoozeAlert(alert, nextSnooze(snoozed_until)),
    onSuccess,
  });
  const ending = useMutation({ mutationFn: () => endAlert(alert), onSuccess });
  const error = snoozing.error ?? ending.error;
  const button = (words: string, onClick: () => void) => (
    <button type="button" className="text-button" onClick={onClick}>
      {words}
      <span className="sr-only">: {title}</span>
    </button>
  );
  return (
    <p className="build-actions">
      {button(say(snoozed_until ? "alert.wake" : "alert.snooze"), snoozing.mutate)}
      {button(say("alert.history"), () => setShown(true))}
      {button(say("alert.end"), ending.mutate)}
      <span role="alert">{error && problemWords(error)}</span>
      {isShown && <History alert={alert} title={title} onClose={() => setShown(false)} />}
    </p>
  );
}

const nextSnooze = (until: string | null) =>
  until === null ? new Date(Date.now() + WEEK_MS).toISOString().slice(0, 10) : null;

function History({ alert, title, onClose }: Pick<Alert, "alert" | "title"> & { onClose: () => void }) {
  const say = useSay(alertMessages);
  const formats = useFormats();
  const { data } = useQuery({ queryKey: ["looks", alert], queryFn: () => fetchLooks(alert) });
  return (
    <PageDialog title={say("alert.history_title", { title })} onClose={onClose}>
      <ul>
        {data?.map(({ generation, found, at, message }) => (
          <li key={generation}>
            {say("alert.look", { generation, found, moment: formats.moment(at) })}
            {message && ` ${message}`}
          </li>
        ))}
      </ul>
    </PageDialog>
  );
}
