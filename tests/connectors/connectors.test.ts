import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Connector, landedIn, readAll } from "./connector.ts";
import { delimitedFile, oneRoster, upload, workbook } from "./files.ts";
import { postgres, sftp } from "./systems.ts";

const connectors: [string, () => Promise<Connector>][] = [
  ["a delimited file", delimitedFile],
  ["a workbook", workbook],
  ["a OneRoster ZIP", () => oneRoster("zip")],
  ["a OneRoster folder", () => oneRoster("folder")],
  ["a PostgreSQL database", postgres],
  ["an SFTP drop", sftp],
  ["an upload", upload],
];

describe.each(connectors)("%s", (_, make) => {
  let connector: Connector;
  let whole: string[];
  let files: string[];
  beforeAll(async () => {
    connector = await make();
    await connector.renew();
    whole = await readAll(connector);
    files = landedIn(connector);
  });
  afterAll(() => connector?.stop());
  beforeEach(() => connector.renew());

  it("gives every row once", () => {
    expect(whole.length).toBeGreaterThan(1);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.every((row) => row.startsWith("["))).toBe(true);
  });

  it("read whole is what interrupted and resumed readings come to, and nothing is kept twice", async () => {
    for (const failAt of [0, 1]) await readAll(connector, { failAt }).catch(() => {});
    connector.cut();
    await readAll(connector).catch(() => {});
    await readAll(connector, { failAt: 0 }).catch(() => {});
    expect(await readAll(connector)).toEqual(whole);
    expect(landedIn(connector)).toEqual(files);
  });

  it("read again without a change gives the same, and adds no file", async () => {
    expect(await readAll(connector)).toEqual(whole);
    expect(await readAll(connector)).toEqual(whole);
    expect(landedIn(connector)).toEqual(files);
  });

  it("that changes while it is read is noticed", async () => {
    let change = () => {};
    const reading = connector.readWhileItChanges(
      () => readAll(connector, { onLand: () => change() }),
      (act) => {
        change = act;
      },
    );
    if (connector.changeIs === "not in it") {
      expect(await reading).toEqual(whole);
      expect(landedIn(connector)).toEqual(files);
    } else {
      await expect(reading).rejects.toMatchObject({ code: "file.changed" });
    }
  });
});
