import type { ParentPage } from "#api/contract";
import { cellAt, labelOf, publishedRate } from "../../components/figures/cells.ts";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status } from "../../components/figures/status.tsx";
import { parentMessages } from "./messages.ts";
import { ParentPart } from "./parent-part.tsx";

type Props = { page: ParentPage; onWrong: () => void };
type Service = { label: string; delivered: number; prescribed: number; rate: number | null };

/** Minutes given of minutes prescribed, service by service. */
export function ServicesPart({ page, onWrong }: Props) {
  const say = useSay(parentMessages);
  const formats = useFormats();
  const services = servicesOf(page);
  const sum = (of: "delivered" | "prescribed") =>
    formats.number(services.reduce((total, service) => total + service[of], 0));
  return (
    <ParentPart
      id="services"
      topic={say("parent.services_topic")}
      finding={
        services.length > 0
          ? say("parent.services_finding", { delivered: sum("delivered"), prescribed: sum("prescribed") })
          : say("parent.services_none")
      }
      onWrong={onWrong}
      words={services.length > 0 && <p className="aside">{say("parent.services_text")}</p>}
    >
      {services.length > 0 && (
        <ul className="services">
          {services.map((service) => (
            <ServiceItem key={service.label} service={service} />
          ))}
        </ul>
      )}
    </ParentPart>
  );
}

function servicesOf(page: ParentPage): Service[] {
  const answer = page.answers.services;
  return (answer?.rows ?? []).map((record, row) => ({
    label: labelOf(record, "service"),
    delivered: cellAt(answer, "delivered_minutes", { row }).value ?? 0,
    prescribed: cellAt(answer, "prescribed_minutes", { row }).value ?? 0,
    rate: publishedRate(cellAt(answer, "service_minutes_rate", { row })),
  }));
}

/** Behind is less than 80 % of the minutes prescribed so far, as for the school. */
function ServiceItem({ service }: { service: Service }) {
  const say = useSay(parentMessages);
  const formats = useFormats();
  const { label, delivered, prescribed, rate } = service;
  const isBehind = 100 * delivered < 80 * prescribed;
  return (
    <li>
      <h3>{label}</h3>
      <Status kind={isBehind ? "bad" : "good"}>
        {say(isBehind ? "parent.service_behind" : "parent.service_on_track")}
      </Status>
      <div className="bar" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, 100 * (rate ?? 0))}%` }} />
      </div>
      <p>
        {say("parent.service_minutes", {
          delivered: formats.number(delivered),
          prescribed: formats.number(prescribed),
          rate: formats.percent(rate ?? 0, 0),
        })}
      </p>
    </li>
  );
}
