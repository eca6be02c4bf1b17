import type { Report, ReportContent } from "#api/contract";
import type { Session } from "../access/access-district.ts";

/** A question that everybody with a grant over students may ask. */
export const content = (rest: Partial<ReportContent> = {}): ReportContent => ({
  title: "Enrollment",
  note: null,
  slice: { measures: ["enrollment"], by: ["school"] },
  chart: "table",
  ...rest,
});

/** Saves a report and gives it as it was told. */
export async function saved(session: Session, asked: object = { content: content() }): Promise<Report> {
  const { status, body } = await session.post("/api/reports", asked);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

export const titlesOf = async (session: Session): Promise<string[]> => {
  const reports: Report[] = (await session.get("/api/reports")).body.reports;
  return reports.filter(({ is_certified }) => !is_certified).map((report) => report.content.title);
};
