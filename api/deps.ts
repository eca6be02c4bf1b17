import type { ApiToken, Control, District, Person, Reader, Warehouse } from "#warehouse";
import type { Printer } from "./printing/printer.ts";

/** The line-by-line log; pino's shape. */
export type Log = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** A source that is loaded by schedule: when next, and what is wrong with its last load, if anything. */
type Scheduled = {
  source: string;
  label: string;
  next_at: string | null;
  alarm: { kind: "did_not_start" | "failed"; due_at: string; message: string } | null;
};

/** A file in the inbox of uploads, named as its source declares it. */
type InboxFile = { path: string; source: string };

type LoadedFile = {
  source: string;
  feed: string;
  read: number;
  loaded: number;
  rejected: number;
  quarantined: number;
};

/** What the pipelines do for uploads, each time in a process of its own. */
export type UploadJobs = {
  inbox: string;
  /** What a load would do, as `uploadReport` describes it; nothing is loaded. */
  check: (file: InboxFile) => Promise<unknown>;
  /** `busy` while another load has the right to publish. */
  load: (
    file: InboxFile,
  ) => Promise<
    | { state: "published"; run: { run: string; generation: string | null; files: LoadedFile[] } }
    | { state: "failed"; message: string }
    | { state: "busy" }
  >;
};

/** Everything the app touches; the clock and the readers of the outside world are passed in. */
export type Deps = {
  warehouse: Warehouse;
  control: Control;
  district: District;
  clock: () => Date;
  /** Where files may be uploaded. */
  uploads?: UploadJobs | undefined;
  /** Where files lie that take long to make; without it none are made. */
  exportsDir?: string | undefined;
  /** Prints pages, where a Chromium is installed. */
  printer?: Printer | undefined;
  /** The scheduled loads; the pipelines know what is due. */
  schedule: () => Promise<Scheduled[]>;
  log: Log;
  /** Which server this is among those over one control store; none where the app is all there is. */
  serverId?: string | undefined;
  /** Aborts when the server has been told to stop. */
  ending?: AbortSignal | undefined;
  /** The folder of the built pages. */
  pagesDir: string;
  /** Whether the server listens on a loopback address only: without that there is no demo sign-in. */
  isLoopback: boolean;
  /** The secret that the district's identity provider knows Rollbook by. */
  clientSecret?: string | undefined;
};

/** The administrator who looks as the reader, until when (UTC). */
export type ViewedBy = { account: string; name: string; endsAt: string };

/** What a request knows after the gate: who asks, by which session or token, and who looks through her eyes. */
export type AppEnv = {
  Variables: {
    reader: Reader | null;
    viewedBy: ViewedBy | null;
    person: Person | null;
    sessionId: string | null;
    token: ApiToken | null;
    hasSignedIn?: boolean;
  };
};
