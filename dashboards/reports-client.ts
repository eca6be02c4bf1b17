import type {
  AcceptChanges,
  Alert,
  AlertLooks,
  AlertRequest,
  AlertsResponse,
  GroupChange,
  KeptGenerations,
  NamedGroup,
  NewGroupRequest,
  NewReportRequest,
  Report,
  ReportChange,
  ReportsResponse,
  ReportVersions,
  ScheduleRequest,
  SchedulesResponse,
  TemplateChanges,
} from "#api/contract";
import { asJson, read, save, send } from "./client.ts";

const addressOf = (report: string, ...parts: string[]) =>
  ["/api/reports", encodeURIComponent(report), ...parts].join("/");

/** Every report that the reader may open, and whom she may share her own with. */
export async function fetchReports(): Promise<ReportsResponse> {
  return read<ReportsResponse>(await send("/api/reports"));
}

export async function fetchReport(report: string): Promise<Report> {
  return read<Report>(await send(addressOf(report)));
}

export async function makeReport(wanted: NewReportRequest): Promise<Report> {
  return read<Report>(await send("/api/reports", asJson("POST", wanted)));
}

/** Writes a new version; refused as `moved_on` where somebody else has written one since. */
export async function changeReport(report: string, change: ReportChange): Promise<Report> {
  return read<Report>(await send(addressOf(report), asJson("PUT", change)));
}

export async function deleteReport(report: string): Promise<void> {
  await send(addressOf(report), { method: "DELETE" });
}

export async function fetchVersions(report: string): Promise<ReportVersions["versions"]> {
  return (await read<ReportVersions>(await send(addressOf(report, "versions")))).versions;
}

/** Makes an earlier version the newest one. */
export async function restoreVersion(report: string, version: number): Promise<Report> {
  return read<Report>(await send(addressOf(report, "restore"), asJson("POST", { version })));
}

export async function fetchTemplateChanges(report: string): Promise<TemplateChanges> {
  return read<TemplateChanges>(await send(addressOf(report, "template-changes")));
}

/** Takes over the chosen parts of what the template says now; the others are not offered again. */
export async function acceptTemplateChanges(report: string, accepted: AcceptChanges): Promise<Report> {
  return read<Report>(await send(addressOf(report, "template-changes"), asJson("POST", accepted)));
}

/** What was published and is kept, newest first. */
export async function fetchGenerations(): Promise<KeptGenerations> {
  return read<KeptGenerations>(await send("/api/generations"));
}

/** The groups of schools and students that the reader may name in a filter. */
export async function fetchGroups(): Promise<NamedGroup[]> {
  return (await read<{ groups: NamedGroup[] }>(await send("/api/groups"))).groups;
}

export async function makeGroup(wanted: NewGroupRequest): Promise<NamedGroup> {
  return read<NamedGroup>(await send("/api/groups", asJson("POST", wanted)));
}

/** What is left out stays as it is. */
export async function changeGroup(group: string, change: GroupChange): Promise<NamedGroup> {
  return read<NamedGroup>(await send(`/api/groups/${encodeURIComponent(group)}`, asJson("PUT", change)));
}

export async function deleteGroup(group: string): Promise<void> {
  await send(`/api/groups/${encodeURIComponent(group)}`, { method: "DELETE" });
}

/** What is mailed to the reader, and what she has scheduled. */
export async function fetchSchedules(): Promise<SchedulesResponse> {
  return read<SchedulesResponse>(await send("/api/schedules"));
}

export async function makeSchedule(wanted: ScheduleRequest): Promise<void> {
  await send("/api/schedules", asJson("POST", wanted));
}

export async function endSchedule(schedule: string): Promise<void> {
  await send(`/api/schedules/${encodeURIComponent(schedule)}`, { method: "DELETE" });
}

/** Whether the reader gets a mail that goes to others, too. */
export async function subscribe(schedule: string, isSubscribed: boolean): Promise<void> {
  const path = `/api/schedules/${encodeURIComponent(schedule)}/subscription`;
  await send(path, asJson("PUT", { is_subscribed: isSubscribed }));
}

/** Makes a private report from a file that a report was downloaded as. */
export async function importReport(file: File): Promise<Report> {
  const headers = { "content-type": "application/json" };
  return read<Report>(await send("/api/reports/files", { method: "POST", headers, body: file }));
}

/** Downloads a report as a file that can live in version control, and gives the name it was saved under. */
export async function downloadReport(report: string, title: string): Promise<string> {
  return save(await send(addressOf(report, "file")), `${title}.json`);
}

/** What the reader wants to be told of. */
export async function fetchAlerts(): Promise<AlertsResponse> {
  return read<AlertsResponse>(await send("/api/alerts"));
}

/** Keeps an alert, and gives it as it is now. */
export async function makeAlert(wanted: AlertRequest): Promise<Alert> {
  return read<Alert>(await send("/api/alerts", asJson("POST", wanted)));
}

/** Tells nothing of an alert through a day, or with null again. */
export async function snoozeAlert(alert: string, until: string | null): Promise<Alert> {
  return read<Alert>(await send(`/api/alerts/${alert}/snooze`, asJson("PUT", { until })));
}

export async function endAlert(alert: string): Promise<void> {
  await send(`/api/alerts/${alert}`, { method: "DELETE" });
}

/** What every look at an alert came to, newest first. */
export async function fetchLooks(alert: string): Promise<AlertLooks["looks"]> {
  return (await read<AlertLooks>(await send(`/api/alerts/${alert}/looks`))).looks;
}
