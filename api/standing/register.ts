import { type FigureNotice, type Manifest, mayReadAllStudents, type Reader } from "#warehouse";
import { type DataIssue, type DataPage, issueOwner, issueState } from "../contract.ts";

type Found = {
  reader: Reader;
  /** The manifests that are kept, oldest first; the last one is asked about. */
  manifests: Manifest[];
  kinds: DataPage["rejection_kinds"];
  notices: FigureNotice[];
};

/** Everything that is known to be wrong with the data, what waits first, the oldest before the newer. */
export function registerOf(found: Found): DataIssue[] {
  const issues = [...refused(found), ...differences(found), ...figures(found)];
  const isSettled = ({ state }: DataIssue) => state === "corrected" || state === "not_changed";
  return issues.sort(
    (one, other) => Number(isSettled(one)) - Number(isSettled(other)) || one.since.localeCompare(other.since),
  );
}

const open = { measures: [], words: null, state: "open", answer: null } as const;

function refused({ kinds }: Found): DataIssue[] {
  return kinds.map(({ source, feed, code, reason, rows, students, schools, owner, since }) => ({
    ...open,
    measures: [],
    issue: `${source} ${feed} ${code}`,
    kind: "refused_rows",
    what: reason,
    where: `${source}: ${feed.replaceAll("_", " ")}`,
    ...{ rows, students, schools, owner, since },
  }));
}

/** Promises that do not hold and are told; since the first generation in a row in which they did not. */
function differences({ manifests }: Found): DataIssue[] {
  const broken = manifests.at(-1)?.checks.filter(({ kind, passed }) => kind === "report" && !passed) ?? [];
  return broken.map(({ check, promise, rows }) => ({
    ...open,
    measures: [],
    issue: check,
    kind: "difference",
    what: promise,
    where: check.replaceAll("_", " "),
    rows,
    ...{ students: null, schools: null, owner: "school" },
    since: brokenSince(check, manifests),
  }));
}

function brokenSince(check: string, manifests: Manifest[]): string {
  const holds = ({ checks }: Manifest) => checks.find((one) => one.check === check)?.passed ?? true;
  const lastSound = manifests.findLastIndex(holds);
  return manifests[lastSound + 1]?.as_of ?? "";
}

/** What a person writes may name a student: it is for those who may read of students, and for herself. */
function figures({ notices, reader }: Found): DataIssue[] {
  return notices.map(({ notice_id, measures, generation, words, made_by, made_at, answers }) => {
    const last = answers.at(-1);
    const mayRead = mayReadAllStudents(reader, "operations") || made_by === reader.account;
    return {
      issue: notice_id,
      kind: "figure",
      what: "",
      measures: measuresOf(measures),
      where: generation,
      words: mayRead ? words : null,
      ...{ rows: null, students: null, schools: null },
      owner: issueOwner.parse(last?.owner ?? "district"),
      state: issueState.parse(last?.state ?? "open"),
      since: made_at.slice(0, 10),
      answer: mayRead ? (last?.words ?? null) : null,
    };
  });
}

const measuresOf = (json: string): string[] => {
  const found: unknown = JSON.parse(json);
  return Array.isArray(found) ? found.map(String) : [];
};
