import type { ReportChart } from "./reports.ts";
import type { Session } from "./session.ts";
import type { Answer, Slice } from "./slices.ts";

/** All that is printed of a report; its page is told this while it is printed, and never by a server. */
export type Printing = {
  title: string;
  slice: Slice;
  chart: ReportChart;
  answer: Answer;
  asked_by: Pick<Session, "name" | "role">;
  scope: { is_district: boolean; may_read_students: boolean; threshold: number };
  /** When and as of which day the generation was published. */
  published_at: string;
  as_of: string;
};
