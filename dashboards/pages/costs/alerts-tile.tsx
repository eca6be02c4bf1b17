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

/** An alert of a program with every firing of it, the latest first. */
type AlertGroup = { latest: CostAlert; earlier: CostAlert[] };

/** One entry per program and alert; a threshold that is passed again is another firing of the same alert. */
export function togetherOf(alerts: CostAlert[]): AlertGroup[] {
  const groups = new Map<string, CostAlert[]>();
  for (const alert of alerts) {
    const key = `${alert.program} ${alert.alert} ${alert.settled_on ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  return [...groups.values()].flatMap((firings) => {
    const [latest, ...earlier] = firings.toSorted((one, other) => other.fired_on.localeCompare(one.fired_on));
    return latest ? [{ latest, earlier }] : [];
  });
}

/** Each alert with its date, its evidence and what would settle it. */
export function AlertList({ groups }: { groups: AlertGroup[] }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  return (
    <ul className="alerts">
      {groups.map(({ latest, earlier }) => (
        <li key={`${latest.alert} ${latest.program} ${latest.settled_on}`}>
          <p>
            <Status kind={latest.settled_on ? "none" : "bad"}>
              {latest.alert} · {say(`costs.${latest.alert}`)}
            </Status>{" "}
            <span className="alert-date">
              {say("costs.fired", { date: formats.known(latest.fired_on, latest.date_precision) })}
              {latest.settled_on && ` · ${say("costs.settled", { date: formats.date(latest.settled_on) })}`}
            </span>
          </p>
          {!latest.is_case_file && <p className="alert-program">{latest.program_name}</p>}
          <p>{latest.evidence}</p>
          {earlier.map((alert) => (
            <p key={alert.evidence} className="alert-settle">
              {say("costs.fired_again", {
                date: formats.known(alert.fired_on, alert.date_precision),
                evidence: alert.evidence,
              })}
            </p>
          ))}
          <p className="alert-settle">{say("costs.settle", { settle: latest.settle })}</p>
        </li>
      ))}
    </ul>
  );
}
