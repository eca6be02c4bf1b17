import type { District } from "#warehouse";
import { exactDistrict as demo } from "../exact-district.ts";

/** The environment variable with the address of the database that the special-education feeds are read from. */
export const databaseEnv = "ROLLBOOK_CRASH_DATABASE";

/** The source that is a database here. */
export const databaseSource = "sped";

/** The feeds of that source. */
export const databaseFeeds = Object.keys(demo.sources.find(({ key }) => key === databaseSource)?.files ?? {});

/** The made-up district, whose special-education system is a database instead of files. */
export const crashDistrict: District = {
  ...demo,
  sources: demo.sources.map((source) => {
    if (source.key !== databaseSource) return source;
    const { files: _, ...rest } = source;
    const feeds = databaseFeeds.map((feed) => [feed, { query: `select * from ${feed}` }]);
    return { ...rest, database: { addressEnv: databaseEnv, feeds: Object.fromEntries(feeds) } };
  }),
};
