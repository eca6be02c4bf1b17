/** The warehouse's door: what things mean, and answers to questions about them. */

export {
  type BuildOptions,
  type BuildProgress,
  buildTables,
  tablesToWrite,
} from "./build/build-tables.ts";
export type { Built } from "./build/building.ts";
export { describeTables } from "./build/describe-tables.ts";
export { keepRefusedSince } from "./build/refused-since.ts";
export { type CheckResult, runChecks } from "./build/run-checks.ts";
export { type PublishedTable, tableList } from "./build/table-list.ts";
export { certifiedReportFiles } from "./certified-reports.ts";
export { type Published, type PublishRequest, publishToCluster } from "./cluster/publish.ts";
export { answerOnRecord, runAudit } from "./control/access-log/command.ts";
export { type AccessAction, accessActions, type NewAccess } from "./control/access-log/entry.ts";
export type { OpenPurpose } from "./control/access-log/purposes.ts";
export type { AccessFilter, LoggedAccess } from "./control/access-log/read.ts";
export { type Control, copyControl, fillControl, openControl } from "./control/control-store.ts";
export type { CopiedLine } from "./control/copy-control.ts";
export { describeControl } from "./control/describe-schema.ts";
export type { Dispute } from "./control/disputes.ts";
export type { Erasure } from "./control/erasures.ts";
export type { FigureNotice } from "./control/figure-notices.ts";
export type { Grantee, HandGrant } from "./control/grants.ts";
export { isGone, thisProcess } from "./control/holder.ts";
export type { Invitation } from "./control/invitations.ts";
export type { ChangedReport, KeptReport, NewVersion } from "./control/reports/reports.ts";
export type { SharedWith, Sharers } from "./control/reports/sharing.ts";
export type { Lease, LeaseHolder } from "./control/runs/lease.ts";
export type { Holder, RunRow } from "./control/runs/rows.ts";
export type { Rejection, RunDocument, RunStep } from "./control/runs/run-document.ts";
export type { KnownSlots, Slot } from "./control/runs/slots.ts";
export type { Person, Vouched } from "./control/sign-in/people.ts";
export type { ApiToken } from "./control/sign-in/tokens.ts";
export type {
  ExportJobRow,
  FigureAlertLookRow,
  FigureAlertRow,
  ReportDeliveryRow,
  ReportScheduleRow,
  ReportVersionRow,
  UploadRow,
} from "./control/tables.ts";
export {
  type Account,
  type Database,
  type DatabaseFeed,
  type DatabaseLimits,
  type DataReports,
  type District,
  type Grant,
  type GrantScope,
  type IdentityProvider,
  type Mail,
  type Reader,
  type Relation,
  type Role,
  relations,
  roles,
  type SchoolYear,
  type SftpDrop,
  type Source,
  type StaffLink,
  type Subject,
  subjects,
} from "./district.ts";
export { attachStatements, schemaOf, viewStatements } from "./generations/attach.ts";
export { definitionsVersion } from "./generations/definitions-version.ts";
export {
  type Manifest,
  type ManifestPart,
  type ManifestSource,
  parseManifest,
} from "./generations/manifest.ts";
export { keptGenerations, readGenerations, retireGenerations } from "./generations/retire.ts";
export {
  generationsFolder,
  listGenerations,
  manifestsInUse,
  partsFolder,
  publishGeneration,
  readCurrentGeneration,
  readGeneration,
  sweepParts,
} from "./generations/store.ts";
export { type PartFault, verifyParts } from "./generations/verify.ts";
export { sha256Of, type WriteParts, writeParts } from "./generations/write-parts.ts";
export {
  accountOfPerson,
  allAccounts,
  configuredAccount,
  DEMO,
  findAccount,
  issuerOf,
} from "./grants/accounts.ts";
export { type Place, type PlaceDimension, placeDimensions } from "./grants/places.ts";
export {
  type GivenGrant,
  type GrantSources,
  grantsOfPerson,
  holdingOn,
  readerFor,
  readerOfAccount,
} from "./grants/readers.ts";
export { REASON_LENGTH, roleTemplates } from "./grants/role-templates.ts";
export {
  type FindGroups,
  isGroupValue,
  type NamedGroup,
  valueOfGroup,
  withNamedGroups,
} from "./named-groups.ts";
export type { Determination, OutcomeState, Scorecard, ScoredOutcome } from "./obligations/decree.ts";
export type { GroupRatio } from "./obligations/disproportionality.ts";
export { openWarehouse, type Warehouse } from "./open-warehouse.ts";
export type { Catalog, CatalogDimension, CatalogMeasure } from "./semantic/catalog.ts";
export { describeMeasures, goldenStatements } from "./semantic/describe.ts";
export { GoneError, WarehouseError } from "./semantic/errors.ts";
export { feedsOf } from "./semantic/feeds.ts";
export type { Counted } from "./semantic/published/counted.ts";
export { noRelease, readPreviousRelease } from "./semantic/published/previous-release.ts";
export { countRelease, writeRelease } from "./semantic/published/release-tables.ts";
export {
  definitionVersions,
  type GonePart,
  goneParts,
  mayAsk,
  picksStudents,
  refuseUnaskable,
} from "./semantic/question.ts";
export { arrowBytes, toArrow } from "./semantic/rows/arrow.ts";
export { writeParquet } from "./semantic/rows/parquet.ts";
export { type TidyColumn, tidyColumns } from "./semantic/rows/tidy.ts";
export { mayReadAllStudents, mayReadStudents, reachesDistrict } from "./semantic/scope.ts";
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
export { previousSchoolYear, yearStartingIn } from "./semantic/sql/school-year.ts";
export { namesStudents, needsPurpose, type StudentsShown, studentsShown } from "./semantic/students-shown.ts";
export type { Linked, Protection, Rule } from "./semantic/suppress/linked.ts";
export { narrowedCells } from "./semantic/suppress/narrowed.ts";
export { protect } from "./semantic/suppress/protect.ts";
export {
  type Axis,
  crossed,
  readTable,
  suppressTable,
  tableWithTotals,
  tellTable,
  totalled,
} from "./semantic/suppress/table.ts";
export { explainAccess, type Missing, type Needs, needsOf } from "./semantic/why.ts";
