import type { CostAlert, CostsPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status } from "../../components/figures/status.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { costsMessages } from "./messages.ts";

export function AlertsTile({ page }: { page: CostsPage }) {
  const say = useSay(costsMessages);
  const open = togetherOf(page.alerts.filter((alert) => !alert.is_case_file && alert.settled_on === null));
  return (
    <Tile
      id="alerts"
      topic={say("costs.alerts_topic")}
      freshness={page.answers.recurring}
      finding={say("costs.alerts_finding", { count: open.length })}
    >
      {open.length > 0 && <AlertList groups={open} />}
    </Tile>
  );
}

/** An alert of a program with its firings, the latest first, the highest threshold of a day only. */
type AlertGroup = { key: string; latest: CostAlert; firings: CostAlert[]; since: CostAlert };

/** One entry per program and alert; a threshold that is passed again is another firing of the same alert. */
export function togetherOf(alerts: CostAlert[]): AlertGroup[] {
  const groups = new Map<string, Map<string, CostAlert>>();
  for (const alert of alerts.toSorted((one, other) => one.evidence.localeCompare(other.evidence))) {
    const key = `${alert.program} ${alert.alert} ${alert.settled_on ?? ""}`;
    groups.set(key, (groups.get(key) ?? new Map()).set(alert.fired_on, alert));
  }
  return [...groups].flatMap(([key, byDay]) => {
    const firings = [...byDay.values()].toSorted((one, other) => other.fired_on.localeCompare(one.fired_on));
    const [latest, since] = [firings[0], firings.at(-1)];
    return latest && since ? [{ key, latest, firings, since }] : [];
  });
}

/** Each alert with its date, its evidence and what would settle it. */
export function AlertList({ groups }: { groups: AlertGroup[] }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const dateOf = (alert: CostAlert) => formats.known(alert.fired_on, alert.date_precision);
  return (
    <ul className="alerts">
      {groups.map(({ key, latest, firings, since }) => (
        <li key={key}>
          <p>
            <Status kind={latest.settled_on ? "none" : "bad"}>
              {latest.alert} · {say(`costs.alert.${latest.alert}`)}
            </Status>{" "}
            <span className="alert-date">
              {say("costs.fired", { date: dateOf(since) })}
              {latest.settled_on && ` · ${say("costs.settled", { date: formats.date(latest.settled_on) })}`}
            </span>
          </p>
          {!latest.is_case_file && <p className="alert-program">{latest.program_name}</p>}
          {firings.map((alert) => (
            <p key={alert.fired_on}>
              {firings.length === 1
                ? alert.evidence
                : say("costs.fired_again", { date: dateOf(alert), evidence: alert.evidence })}
            </p>
          ))}
          <p className="alert-settle">{say("costs.settle", { settle: latest.settle })}</p>
        </li>
      ))}
    </ul>
  );
}
