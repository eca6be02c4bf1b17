/** The warehouse's door: what things mean, and answers to questions about them. */

export { type BuildOptions, type BuildProgress, buildTables } from "./build/build-tables.ts";
export { type CheckResult, runChecks } from "./build/run-checks.ts";
export { type PublishedTable, tableList } from "./build/table-list.ts";
export type { Account, District, Grant, Reader, Role, SchoolYear, Source, Subject } from "./district.ts";
export type {
  Answer,
  Cell,
  Column,
  Definition,
  DimensionCell,
  Filter,
  Mark,
  MarkKind,
  Order,
  SchoolRef,
  Slice,
  Unit,
} from "./semantic/slice.ts";
