import type { CostAlert, CostsPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status } from "../../components/figures/status.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { costsMessages } from "./messages.ts";

export function AlertsTile({ page }: { page: CostsPage }) {
  const say = useSay(costsMessages);
  const open = page.alerts.filter((alert) => !alert.is_case_file && alert.settled_on === null);
  return (
    <Tile
      id="alerts"
      topic={say("costs.alerts_topic")}
      finding={say("costs.alerts_finding", { count: open.length })}
    >
      {open.length > 0 && <AlertList alerts={open} />}
    </Tile>
  );
}

/** Each alert with its date, its evidence and what would settle it. */
export function AlertList({ alerts }: { alerts: CostAlert[] }) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  return (
    <ul className="alerts">
      {alerts.map((alert) => (
        <li key={`${alert.alert} ${alert.program}`}>
          <p>
            <Status kind={alert.settled_on ? "none" : "bad"}>
              {alert.alert} · {say(`costs.${alert.alert}`)}
            </Status>{" "}
            <span className="alert-date">
              {say("costs.fired", { date: formats.known(alert.fired_on, alert.date_precision) })}
              {alert.settled_on && ` · ${say("costs.settled", { date: formats.date(alert.settled_on) })}`}
            </span>
          </p>
          {!alert.is_case_file && <p className="alert-program">{alert.program_name}</p>}
          <p>{alert.evidence}</p>
          <p className="alert-settle">{say("costs.settle", { settle: alert.settle })}</p>
        </li>
      ))}
    </ul>
  );
}
