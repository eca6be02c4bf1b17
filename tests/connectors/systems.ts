import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { planLoad } from "../../pipelines/runs/plan-load.ts";
import { afterTheLock, cutAfter } from "../../pipelines/sources/postgres/test-database.ts";
import { c, days, district, makeBench, schools } from "../../pipelines/sources/postgres/test-district.ts";
import { makeDrop } from "../../pipelines/sources/sftp/test-drop.ts";
import type { Connector } from "./connector.ts";
import { manySchools } from "./files.ts";

/** A PostgreSQL database: what changes while it is read is not in what was read. */
export async function postgres(): Promise<Connector> {
  const bench = await makeBench();
  const long = schools.replace("from school order by", "from school, generate_series(1, 20000) order by");
  const slow = { query: `select * from (${schools}\n) as all_schools where ${afterTheLock}` };
  let feeds: object = {};
  let port = bench.server.port;
  let close = () => {};
  const proxied = async () => {
    const proxy = await cutAfter(100_000, bench.server.port);
    port = proxy.port;
    close = proxy.close;
  };
  let isCut = false;
  return {
    ...{ dataDir: bench.dataDir, table: "stg_organization", changeIs: "not in it" },
    async renew() {
      await bench.renew();
      feeds = { organizations: { query: schools }, calendar: days };
    },
    async plan() {
      port = bench.server.port;
      if (isCut) await proxied();
      const asked = isCut ? { organizations: { query: long } } : feeds;
      isCut = false;
      return planLoad(district({ feeds: { ...asked } }), { source: "sis" });
    },
    environment: () => bench.environment({ port }),
    cut: () => {
      isCut = true;
    },
    async readWhileItChanges(read) {
      feeds = { organizations: slow, calendar: days };
      await bench.server.execute("select pg_advisory_lock(4242)");
      const change = `insert into school values ('${c}', 'Third', true, '2026-07-01')`;
      const [rows] = await Promise.all([
        read(),
        bench.server.whileReading(() => bench.server.execute(change)),
      ]);
      return rows;
    },
    async stop() {
      close();
      await bench.stop();
    },
  };
}

/** An SFTP drop: a connection that is cut is gone on with. */
export async function sftp(): Promise<Connector> {
  const drop = await makeDrop();
  return {
    ...{ dataDir: drop.dataDir, table: "stg_organization", changeIs: "refused" },
    async renew() {
      drop.renew();
      drop.put("schools.csv", manySchools);
    },
    plan: async () => planLoad(drop.district({ files: { organizations: "schools.csv" } }), { source: "sis" }),
    environment: () => drop.environment,
    cut: () => {
      drop.server.onRead = (at, end) => {
        if (at < 700_000) return;
        drop.server.onRead = () => {};
        end();
      };
    },
    readWhileItChanges(read) {
      drop.server.onRead = (at) => {
        if (at < 700_000) return;
        drop.server.onRead = () => {};
        appendFileSync(join(drop.there, "schools.csv"), "more\n");
      };
      return read();
    },
    stop: () => drop.stop(),
  };
}
