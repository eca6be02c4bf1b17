import type { District } from "#warehouse";
import { district as demo } from "../../district.config.ts";

/** The environment variable with the address of the database that the special-education feeds are read from. */
export const databaseEnv = "ROLLBOOK_CRASH_DATABASE";

/** The source that is a database here. */
export const databaseSource = "sped";

/** The feeds of that source. */
export const databaseFeeds = Object.keys(demo.sources.find(({ key }) => key === databaseSource)?.files ?? {});

/**
 * The made-up district, whose special-education system is a database instead of files. Small numbers are protected at
 * 1 only: that costs most of a load, and writes nothing.
 */
export const crashDistrict: District = {
  ...demo,
  suppression: { threshold: 1, zeros: "shown", hideTogether: [] },
  sources: demo.sources.map((source) => {
    if (source.key !== databaseSource) return source;
    const { files: _, ...rest } = source;
    const feeds = databaseFeeds.map((feed) => [feed, { query: `select * from ${feed}` }]);
    return { ...rest, database: { addressEnv: databaseEnv, feeds: Object.fromEntries(feeds) } };
  }),
};
