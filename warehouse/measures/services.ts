import { amount, count, rate, students, sum } from "../semantic/model/define.ts";
import { byPlace } from "./published.ts";

const service = "service_prescribed";
const decree = {
  authority: "Modified Consent Decree",
  citation: "edweek.org, November 2012",
  version: "2003",
};
const ours = { authority: "Rollbook", citation: null, version: "1" };
const published = [...byPlace, ["school_year", "service"], ["school_year", "eligibility"]];
/** Minutes are what a school is asked for by kind of service. */
const publishedMinutes = [...published, ["school_year", "school", "service"]];

export const services = {
  service_provided_rate: rate(count(service, { is_provided: true }), count(service), {
    label: "Services with evidence of provision",
    definition: "Services on IEPs with at least one delivered session, of all services on IEPs.",
    better: "higher",
    source: decree,
    published,
  }),
  service_frequency_rate: rate(count(service, { is_frequency_met: true }), count(service), {
    label: "Services at the prescribed frequency and duration",
    definition:
      "Services with at least 85 % of the prescribed minutes delivered so far; how the decree counted is not cited.",
    better: "higher",
    source: { ...decree, parameters: { minutes_percent: 85 } },
    published,
  }),
  service_minutes_rate: rate(sum(service, "delivered_minutes"), sum(service, "prescribed_minutes"), {
    label: "Service minutes delivered",
    definition: "Minutes delivered of minutes prescribed so far; closed days are not counted as prescribed.",
    better: "higher",
    source: ours,
    published: publishedMinutes,
  }),
  delivered_minutes: amount(sum(service, "delivered_minutes"), {
    label: "Minutes delivered",
    definition: "Minutes of service delivered so far this year.",
    unit: "minutes",
    better: "higher",
    source: ours,
    published: publishedMinutes,
  }),
  prescribed_minutes: amount(sum(service, "prescribed_minutes"), {
    label: "Minutes prescribed",
    definition: "Minutes of service that IEPs prescribe so far this year.",
    unit: "minutes",
    source: ours,
    published: publishedMinutes,
  }),
  services_behind: amount(students(service, { is_behind: true }), {
    label: "Students with services behind",
    definition:
      "Students with a service of which less than 80 % of the prescribed minutes were delivered so far.",
    unit: "students",
    better: "lower",
    source: { ...ours, parameters: { minutes_percent: 80 } },
    published,
  }),
};
