import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

type Refused = { source: string; feed: string; file: string; line: number; field: string; code: string };
type FileCounts = { file: string; read: number; loaded: number; rejected: number; quarantined: number };

let folder: string;
let dataDir: string;

const rollbook = (...args: string[]) => rollbookWith("", ...args);

const rollbookWith = (input: string, ...args: string[]) => {
  const command = ["--import", "tsx", "rollbook.ts", ...args, "--data", dataDir];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    input,
    env: { ...process.env, UV_THREADPOOL_SIZE: "16" },
  });
  return { status, stdout, stderr };
};

const json = (...args: string[]) => JSON.parse(rollbook(...args, "--json").stdout);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollbook-cli-"));
  dataDir = join(folder, "data");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a made-up district, written and loaded", () => {
  const source = () => join(folder, "district");
  let loaded: { status: number | null; stdout: string; stderr: string };

  beforeAll(() => {
    rollbook("synth", "--students", "800", "--years", "2", "--out", source());
    loaded = rollbook("load", source(), "--json");
  });

  test("publishes, with nothing but JSON on standard output and progress beside it", () => {
    expect(loaded.status).toBe(0);
    expect(JSON.parse(loaded.stdout)).toMatchObject({ state: "published", generation: "g-000001" });
    expect(loaded.stderr).toMatch(/receiving.*reading.*building.*checking.*publishing/s);
  });

  test("has exactly the rejections that were planted", () => {
    const { rejections } = JSON.parse(readFileSync(join(source(), "expected-findings.json"), "utf8"));
    const words = ({ source, feed, file, line, field, code }: Refused) =>
      [source, feed, file, line, field, code].join(" ");
    const found: Refused[] = json("rejections");
    expect(found.map(words).sort()).toEqual(rejections.map(words).sort());
    expect(found.length).toBeGreaterThan(10);
  });

  test("accounts for every row of every file", () => {
    const [run] = json("runs");
    const open = run.files.filter(
      ({ read, loaded, rejected, quarantined }: FileCounts) =>
        read !== loaded + rejected + quarantined || read === 0,
    );
    expect(open).toEqual([]);
    expect(run.files.length).toBeGreaterThan(30);
  });

  test("has a run with its steps, and a schedule in which nothing is missing", () => {
    const [{ run }] = json("runs");
    const { steps, started_by } = json("runs", run);
    expect(steps.map(({ step, state }: { step: string; state: string }) => `${step} ${state}`)).toEqual(
      ["land", "stage", "build", "check", "publish"].map((step) => `${step} done`),
    );
    expect(started_by).toMatch(/ on the command line$/);
    const schedule = rollbook("schedule");
    expect([schedule.status, schedule.stdout]).toEqual([0, expect.stringMatching(/camino .* not yet/)]);
  });

  test("answers a slice, and the doctor finds it sound", () => {
    const answer = json("answer", '{"measures":["enrollment"],"by":["school"]}', "--as", "admin");
    expect(answer.rows.length).toBeGreaterThan(20);
    expect(json("doctor").filter(({ isSound }: { isSound: boolean }) => !isSound)).toEqual([]);
  });

  test("logs whom an answer shows, wants a purpose for special education, and finds an edit of the log", () => {
    const special = '{"measures":["prescribed_minutes"],"by":["student"],"limit":3}';
    expect(rollbook("answer", special, "--as", "admin").stderr).toMatch(/say what for, with --purpose WORDS/);
    expect(json("answer", special, "--as", "admin", "--purpose", "a hearing").rows).toHaveLength(3);
    const [entry, ...others] = json("audit", "list").slice(1);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      sequence: 1,
      account: "admin",
      action: "drill_down",
      purpose: "a hearing",
    });
    expect(json("audit", "list", "--student", entry.students[0])).toHaveLength(2);
    const kept = join(folder, "kept.json");
    expect(json("audit", "checkpoint", "--out", kept).sequence).toBe(4);
    expect(json("audit", "verify", "--checkpoint", kept)).toMatchObject({
      sound: true,
      entries: 4,
      faults: [],
    });
    const database = new Libsql(join(dataDir, "control.sqlite"));
    database.exec("update access_entry set account = 'somebody' where sequence = 1");
    database.close();
    const { status, stdout } = rollbook("audit", "verify", "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout).faults).toMatchObject([{ code: "entry_changed", sequence: 1 }]);
  });
});

describe("rollbook check-oneroster", () => {
  const check = (...args: string[]) => rollbook("check-oneroster", ...args, "--json");

  test("loads nothing, says in JSON what a package is, and in its exit code whether it is accepted", () => {
    const packages = join(folder, "packages");
    rollbook("synth", "--students", "50", "--years", "1", "--out", packages);
    const accepted = check(join(packages, "harbor-oneroster.zip"));
    expect({ status: accepted.status, stderr: accepted.stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(accepted.stdout)).toMatchObject({
      accepted: true,
      findings: [],
      records: { resources: 0 },
    });
    const empty = join(folder, "empty-package");
    mkdirSync(empty);
    const refused = check(empty, "--tolerant");
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toEqual({
      accepted: false,
      findings: [{ code: "package.missing_manifest", file: "manifest.csv", row: null, field: null }],
      records: {},
      repairs: [],
    });
  });

  test("says why something cannot be read, with another exit code", () => {
    const noZip = join(folder, "no.zip");
    writeFileSync(noZip, "sourcedId");
    for (const path of [noZip, join(folder, "nothing.zip")]) {
      const { status, stdout, stderr } = check(path);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/not a sound ZIP file .* Send it again|no file or folder .*nothing.zip/);
    }
  });
});

describe("rollbook suppress", () => {
  const table = {
    rows: 2,
    columns: 2,
    cells: [
      [5, 0],
      [0, 0],
    ],
    threshold: 10,
    zeros: "shown",
  };
  const suppress = (given: unknown, ...args: string[]) =>
    rollbookWith(JSON.stringify(given), "suppress", ...args);

  test("hides totals rather than zeros, and says so in JSON", () => {
    const { status, stdout } = suppress(table, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      suppressed: [[0, 0]],
      totals_suppressed: [
        [0, 2],
        [2, 0],
        [2, 2],
      ],
    });
  });

  test("shows the table as people would see it", () => {
    expect(suppress(table).stdout).toBe("*  0  *\n0  0  0\n*  0  *\n");
  });

  test("refuses what is no table, in a sentence", () => {
    const { status, stdout, stderr } = suppress({ ...table, zeros: "maybe" }, "--json");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/at \["zeros"\]: give "shown" or "hidden"/);
  });
});

describe("grants on the command line", () => {
  const give = [
    "grants",
    "give",
    "--as",
    "admin",
    "--reason",
    "Helps with the census",
    "--until",
    "2027-06-30",
  ];
  const helper = [...give, "--group", "census", "--role", "principal", "--over", "school:07612340130293"];

  test("are given, listed and revoked by an administrator, and not to herself", () => {
    const { grant_id } = json(...helper);
    const held = () =>
      json("grants", "list", "--as", "admin").find((one: { grant_id: string }) => one.grant_id === grant_id);
    expect(held()).toMatchObject({
      grantee: { kind: "group", key: "census" },
      holds: true,
      given_by: "admin",
    });
    expect(rollbook("grants", "revoke", grant_id, "--as", "admin").status).toBe(0);
    expect(held()).toMatchObject({ holds: false, revoked_by: "admin" });
    const self = rollbook(...give, "--person", "admin", "--role", "board");
    expect([self.status, self.stderr]).toEqual([1, expect.stringMatching(/Nobody gives a grant to herself/)]);
    const ofOthers = rollbook("grants", "list", "--as", "board");
    expect(ofOthers.stderr).toMatch(/is no administrator/);
  });
});

describe("saved reports on the command line", () => {
  test("go out as a file and come in again as somebody's own", () => {
    const file = join(folder, "attendance.json");
    const asCoordinator = ["--as", "coordinator"];
    expect(rollbook("reports", "export", "attendance-by-month", ...asCoordinator, "--out", file).status).toBe(
      0,
    );
    const shipped = readFileSync(
      join(import.meta.dirname, "warehouse/reports/attendance-by-month.json"),
      "utf8",
    );
    expect(readFileSync(file, "utf8")).toBe(shipped);
    const { report } = json("reports", "import", file, ...asCoordinator);
    const listed = (account: string) =>
      json("reports", "list", "--as", account).map((one: { report: string }) => one.report);
    expect(listed("coordinator")).toContain(report);
    expect(listed("board")).not.toContain(report);
    expect(rollbook("reports", "export", report, "--as", "board").stderr).toMatch(/no such report/);
  });
});

describe("a command that cannot do its work says why in a sentence, and does not exit with 0", () => {
  test.each([
    [["load"], /Say what to load/],
    [["load", "/nowhere"], /There is no file or folder \/nowhere. Check the path/],
    [["load", ".", "--source", "cde-frmp"], /no source "cde-frmp". Did you mean "cde-frpm"\?/],
    [
      ["load", "package.json", "--source", "cde-frpm"],
      /package.json: the header \(line 1\) lacks "Academic Year"/,
    ],
    [["load", ".", "--as-of", "11/20/2026"], /--as-of 11\/20\/2026 is not a date; write it as YYYY-MM-DD/],
    [["answer", "{", "--as", "admin"], /The slice is not JSON/],
    [["answer", '{"measure":["x"]}', "--as", "admin"], /The slice cannot be read at measures/],
    [["answer", "{}"], /Say for whom: --as ACCOUNT/],
    [["grants", "list"], /Say which administrator you are: --as ACCOUNT/],
    [["grants", "give", "--as", "admin", "--person", "board"], /The grant cannot be given: role/],
    [["grants", "revoke", "--as", "admin"], /Say what to do: "rollbook grants list"/],
    [["reports", "list"], /Say as whom/],
    [["reports", "--as", "admin"], /Say what to do: rollbook reports list/],
    [["reports", "import", "package.json", "--as", "admin"], /package.json is no report: format/],
    [["reports", "import", "README.md", "--as", "admin"], /README.md is no JSON/],
    [["reports", "send"], /No mail leaves: name the server in "mail"/],
    [["rejections", "r-1"], /There is no run r-1/],
    [["runs", "r-1"], /There is no run r-1/],
    [["replay"], /Say which run/],
    [["replay", "r-1"], /There is no run r-1/],
    [["rollback", "g-9"], /There is no generation g-9/],
    [["hold", "g-9", "--reason", "x"], /There is no generation g-9/],
    [["backup"], /Say where to/],
    [["restore", "package.json"], /Say who was erased since: --erasures FILE/],
    [["restore", "package.json", "--erasures", "none"], /is in use. Restore into another folder/],
    [["start", "--port", "http"], /--port http is not a whole number/],
    [["audit"], /Say what: rollbook audit list/],
    [["audit", "verify", "--key", "package.json"], /package.json holds no Ed25519 public key/],
    [["audit", "verify", "--checkpoint", "nowhere.json"], /There is no file nowhere.json/],
    [["tidy"], /There is no command "tidy"/],
  ])("rollbook %s", (args, sentence) => {
    const { status, stdout, stderr } = rollbook(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.each([
    [["start", "--port", "0"], /The data folder .* cannot be written \(EEXIST\).*name another with --data/],
    [["load", "package.json", "--source", "cde-frpm"], /cannot be written \(EEXIST\)/],
    [["doctor"], /is a file; name a folder with --data/],
    [["synth", "--students", "50", "--out", "package.json/demo"], /A file stands where a folder is needed/],
  ])("rollbook %s with a file for a data folder", (args, sentence) => {
    const usual = dataDir;
    dataDir = join(import.meta.dirname, "package.json");
    const { status, stdout, stderr } = rollbook(...args);
    dataDir = usual;
    expect(status).toBe(1);
    expect(stdout + stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.each([["help"], ["start", "--help"], ["rollback", "g-9", "--help"]])(
    "rollbook %s tells how it is used and does nothing",
    (...args) => {
      const { status, stdout } = rollbook(...args);
      expect(status).toBe(0);
      expect(stdout).toContain("rollback GENERATION");
    },
  );

  test("rollbook start on a port in use", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const { status, stderr } = rollbook("start", "--port", port);
    taken.close();
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`Port ${port} on 127.0.0.1 is in use`));
  });
});
