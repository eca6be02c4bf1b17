import { feeds } from "../feeds/index.ts";
import { packageFiles, storedFields } from "../sources/oneroster-binding/binding.ts";
import { columnName } from "../sources/oneroster-binding/field.ts";

/** A staging table with rows about students: the columns that hold the source's own id of one, and the state's. */
export type StudentTable = { table: string; feed: string; own: string[]; state: string[] };

const ownIds = new Set(["student_id", "sped_student_id", "user_sourced_id", "student_sourced_id"]);
const stateIds = new Set(["state_student_id", "user_master_identifier"]);
/** Files of a package whose rows are people: their own id is the person's. */
const ofPeople = new Set(["users", "demographics"]);

/** Every staging table that names students. */
export function studentTables(): StudentTable[] {
  const ofFeeds = feeds.map(({ feed, table, columns, scratch = [] }) => ({
    ...{ feed, table },
    columns: Object.keys(columns).filter((name) => !scratch.includes(name)),
  }));
  const ofPackages = packageFiles.map((file) => ({
    ...{ feed: file.name, table: file.table },
    columns: storedFields(file).map(([field]) => columnName(field)),
  }));
  const tables = [...ofFeeds, ...ofPackages].map(({ feed, table, columns }) => ({
    ...{ feed, table },
    own: columns.filter((name) => ownIds.has(name) || (ofPeople.has(feed) && name === "sourced_id")),
    state: columns.filter((name) => stateIds.has(name)),
  }));
  return tables.filter(({ own, state }) => own.length + state.length > 0);
}
