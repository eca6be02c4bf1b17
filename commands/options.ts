import { join } from "node:path";
import type { parseArgs } from "node:util";

/** What the command line can do. */
export const usage = `rollbook COMMAND

  start                                         serve the pages; of a demo, build it first
    [--port 4400] [--host 127.0.0.1]
  load PATH [--source KEY] [--as-of DATE]       load a folder of source files, or one source's file or folder
  load --source KEY [--as-of DATE]              load a source that is a database or an SFTP drop
  replay RUN                                    load again what a run was made from, as of its day
  rollback GENERATION                           publish an earlier generation again
  publish [GENERATION] --to clickhouse://… [--keep 2]   copy a generation to a cluster that answers in its stead
  hold [GENERATION --reason TEXT]               keep a generation whatever the retention says, or list those kept so
  backup --out FILE                             what is published and received, keys and the control store in one file
  restore FILE --erasures LEDGER | none         fill an empty DIR from a backup; figures are the same afterwards
  erase --student ID --reason TEXT              erase a student's records by law: no load or backup brings them back
  erase [--out FILE]                            list erasures, or write the ledger to be kept apart from backups
  runs [RUN]                                    what was loaded when, and what became of it; one run step by step
  rejections [RUN]                              the refused rows of a run: where, why, and how to mend them
  check-oneroster PATH [--tolerant]             whether a OneRoster ZIP or folder is as the format says; loads nothing
  check-upload FILE --source KEY                what a load of one file would take and refuse, by school; loads nothing
  schedule                                      when each source is loaded next from DIR/inbox; 1 while a load is missing
  people list | disable ACCOUNT | enable ACCOUNT  who has signed in; nobody disabled gets in
  answer JSON --as ACCOUNT [--purpose WORDS]    the answer to a slice
  audit list [--student ID]                     who saw which student, newest first
  audit checkpoint [--out FILE]                 signs the access log up to now, to be kept elsewhere
  audit verify [--checkpoint FILE] [--key FILE] whether anybody has changed the access log
  grants list | give | revoke ID --as ADMIN     who may see what, and why
    [--person ACCOUNT | --group NAME] --role ROLE [--over district | school:ID,… | operator:ID | region:NAME]
    [--subjects …] [--counts-only] [--history] --reason TEXT [--purpose TEXT] [--from DATE] --until DATE
  data-reports                                  mails everybody in "dataReports" what her schools have to mend
  reports list | export ID [--out FILE] | import FILE --as ACCOUNT   saved reports as files
  reports send [--after-load]                   mails the saved reports that are due, and looks at alerts
  synth --out DIR [--students 12000]            write a made-up district as source files
    [--years 3] [--seed 1] [--as-of DATE]
  doctor                                        whether this installation is sound
  suppress                                      what to hide of a table of counts, given as JSON on standard input
  bench [--students 12000] [--years 3]          how fast the pages' questions are answered; with --moved one year is loaded
    [--moved]                                   and moved into the years before it
  bench suppress                                how fast tables are protected, and how much is hidden
  bench load                                    how fast a database is read, and what readers notice of a load
  bench delta [--students 12000]                how long a day's changes take from their file until they are published
  bench excel                                   how fast workbooks are written, and with how much memory
  bench users [--users 500] [--minutes 10]      what opening day is like: everybody at once, ten times as many, a stop
  bench burst [--principals 1300]               how fast one report reaches every principal, each with her own school
  bench peers [--students 12000]                the same questions to PostgreSQL and Malloy, on the same records
  bench cluster [--students 12000]              what one, two and three shards on this machine cost beside DuckDB, or so many
    [--shards N] [--moved --years 10]           shards with years as above
  bench mutants [--only GLOB] [--sample N]      whether a test fails when a line of a policy goes (minutes to hours)
    [--seed 1]

Every command takes --data DIR (default .rollbook) and --json.`;

/** The folder of the program, and that of the built pages. */
export const root = join(import.meta.dirname, "..");
export const pagesDir = join(root, "dashboards", "dist");

const text = { type: "string" } as const;
export const options = {
  data: { type: "string", default: ".rollbook" },
  json: { type: "boolean", default: false },
  source: { type: "string" },
  "as-of": { type: "string" },
  as: { type: "string" },
  students: { type: "string", default: "12000" },
  years: { type: "string", default: "3" },
  moved: { type: "boolean" },
  shards: { type: "string" },
  users: { type: "string", default: "500" },
  minutes: { type: "string", default: "10" },
  principals: { type: "string", default: "1300" },
  seed: { type: "string", default: "1" },
  out: { type: "string" },
  ...{ student: text, checkpoint: text, key: text },
  ...{ person: text, group: text, role: text, over: text, subjects: text, reason: text, purpose: text },
  ...{ from: text, until: text, by: text },
  "counts-only": { type: "boolean" },
  history: { type: "boolean" },
  "after-load": { type: "boolean", default: false },
  erasures: text,
  tolerant: { type: "boolean", default: false },
  to: text,
  keep: { type: "string", default: "2" },
  ...{ only: text, sample: text },
  port: { type: "string", default: "4400" },
  host: { type: "string", default: "127.0.0.1" },
  help: { type: "boolean", default: false },
} as const;

/** What stands on the command line beside the words. */
export type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
