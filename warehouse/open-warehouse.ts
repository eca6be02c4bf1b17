import type { DuckDBConnection } from "@duckdb/node-api";
import { type AnswerCache, answerCache, type Question } from "./answer-cache.ts";
import { askAhead } from "./ask-ahead.ts";
import { parseClusterAddress } from "./cluster/address.ts";
import { openCluster } from "./cluster/open-cluster.ts";
import type { District, Grant, Reader, StaffLink } from "./district.ts";
import { Hub } from "./generations/hub.ts";
import { keptByGeneration } from "./generations/kept-by-generation.ts";
import type { Manifest } from "./generations/manifest.ts";
import { grantsOfStaff } from "./grants/assignments.ts";
import { type FoundStudent, findStudent } from "./grants/find-student.ts";
import { type Place, placesIn, placesOfStudents, type StudentsOf } from "./grants/places.ts";
import { grounds } from "./grounds.ts";
import type { Scorecard } from "./obligations/decree.ts";
import { type GroupRatio, identificationRatios } from "./obligations/disproportionality.ts";
import { scoreDecrees } from "./obligations/scorecard.ts";
import { answerSlice, type Ground, statementsOf } from "./semantic/answer.ts";
import { type Catalog, catalogFor } from "./semantic/catalog.ts";
import { WarehouseError } from "./semantic/errors.ts";
import { toArrow } from "./semantic/rows/arrow.ts";
import { studentKeys } from "./semantic/rows/student-keys.ts";
import type { Answer, Slice } from "./semantic/slice.ts";
import type { Statement } from "./semantic/sql/compile.ts";
import { run } from "./semantic/sql/run.ts";
import { stateIdsOf } from "./semantic/students-shown.ts";
import { readView, type ViewParameters } from "./semantic/view.ts";
import { shownGeneration } from "./shown-generation.ts";

/** A published warehouse, open for reading. Every number that leaves it has passed scope and suppression. */
export type Warehouse = {
  /**
   * The current generation's manifest, or a named one's: current is the newest, or with `askAhead` the newest that was asked
   * ahead. Throws `not_ready`, `unknown_generation`.
   */
  manifest(generation?: string): Manifest;
  /** All published generations up to the current one, oldest first. */
  manifests(): Manifest[];
  /** Answers in the order of the slices, from one generation unless a slice names another. Throws WarehouseError. */
  answer(slices: Slice[], reader: Reader): Promise<{ generation: string; answers: Answer[] }>;
  /** One answer's rows as an Arrow IPC stream. */
  arrow(slice: Slice, reader: Reader): Promise<Uint8Array>;
  /** Rows of `warehouse/views/<name>.sql`, within the reader's grants. */
  view(
    name: string,
    parameters: ViewParameters,
    reader: Reader,
    generation?: string,
  ): Promise<Record<string, unknown>[]>;
  /** The state's ids of students by their keys in answers of this generation: keys change between generations. */
  studentIds(keys: string[], generation?: string): Promise<string[]>;
  /**
   * Keys of students by state student id, to ask slices with: scope decides what comes of them. Keys are a generation's
   * own. Of an id that no student has there is none.
   */
  studentKeys(stateStudentIds: string[], generation?: string): Promise<Map<string, number>>;
  /** Every decree with its outcomes as this reader may see them, on the generation's day. */
  scorecard(reader: Reader, generation?: string): Promise<Scorecard[]>;
  /** How much likelier each race is to have an IEP than all other students, on the generation's day. */
  disproportionality(reader: Reader, generation?: string): Promise<GroupRatio[]>;
  /** Milliseconds that the engine alone takes for a slice's statements; their rows are thrown away. For the bench. */
  timeEngine(slice: Slice, reader: Reader): Promise<number>;
  /** The grants that a member of staff's assignments give in the current generation; none before the first. */
  grantsOfStaff(staff: StaffLink): Promise<Grant[]>;
  /** A student by state student id, where the reader's grants reach her one by one. Throws `not_ready`. */
  findStudent(stateStudentId: string, reader: Reader): Promise<FoundStudent | null>;
  /** Every school and placement in every version of a generation, whoever asks. */
  places(generation?: string): Promise<Place[]>;
  /** The keys of places that records name together with these students. */
  placesOfStudents(asked: StudentsOf, generation?: string): Promise<number[]>;
  /** What this reader may ask. */
  catalog(reader: Reader): Catalog;
  /**
   * Asks the newest generation what was asked of earlier ones while they were current, until `stop` aborts, and makes it
   * the current one; gives how many questions that were.
   */
  askAhead(stop: AbortSignal): Promise<number>;
  close(): void;
};

type Opening = {
  dataDir: string;
  district: District;
  /** True unless said: a question is computed once a generation. A bench of the engine says false. */
  keepsAnswers?: boolean | undefined;
  /** The address of a cluster that answers slices from what was published to it. */
  engine?: string | undefined;
};

/** Opens a data folder for reading; generations published later are seen without opening again. Throws `engine_unavailable`. */
export async function openWarehouse(place: Opening): Promise<Warehouse> {
  const { dataDir, district, engine } = place;
  const cluster = engine ? await openCluster(parseClusterAddress(engine)) : null;
  const hub = await Hub.open(dataDir);
  const {
    manifest: published,
    manifests: allManifests,
    readable,
    groundOf,
  } = grounds({ dataDir, district, cluster });
  const { current: shown, show } = shownGeneration({ readable });
  const manifest = (generation = "current") =>
    (generation === "current" ? shown() : undefined) ?? published(generation);
  const manifests = () => {
    const [all, last] = [allManifests(), shown()?.generation];
    const at = all.findIndex(({ generation }) => generation === last);
    return at === -1 ? all : all.slice(0, at + 1);
  };
  const onGround = <T>(generation: Manifest, work: (ground: Ground) => Promise<T>) =>
    hub.read(generation, async (connection) => work(await groundOf(generation, connection)));
  const cache = place.keepsAnswers === false ? keepsNothing : answerCache();
  const answerOne = async (slice: Slice, reader: Reader, current: Manifest, wantedAt?: number) => {
    const asked = slice.generation && slice.generation !== "current" ? manifest(slice.generation) : current;
    const against = slice.against === undefined ? undefined : manifest(slice.against);
    const generations = [asked, against].flatMap((one) => (one ? [one.generation] : []));
    return cache.answer({ slice, reader, generations, current, wantedAt }, (gone) => {
      const answerOn = (before?: Ground) =>
        onGround(asked, (ground) =>
          answerSlice(slice, reader, {
            ground: { ...ground, gone },
            earlier: before && { ...before, gone },
          }),
        );
      return against ? onGround(against, answerOn) : answerOn();
    });
  };
  const asking = (reader: Reader, generation?: string) => (slices: Slice[]) =>
    Promise.all(slices.map((slice) => answerOne(slice, reader, manifest(generation))));
  return {
    manifest,
    manifests,
    answer: async (slices, reader) => {
      const current = manifest();
      const answers = await Promise.all(
        slices.map((slice, index) => naming(index, answerOne(slice, reader, current))),
      );
      return { generation: current.generation, answers };
    },
    arrow: async (slice, reader) => toArrow(await answerOne(slice, reader, manifest())),
    view: (name, parameters, reader, generation) =>
      onGround(manifest(generation), (ground) => readView(name, { ...ground, parameters, reader })),
    studentIds: (keys, generation) =>
      hub.read(manifest(generation), (connection) => stateIdsOf(keys, connection)),
    studentKeys: (ids, generation) =>
      hub.read(manifest(generation), (connection) => studentKeys(ids, connection)),
    scorecard: (reader, generation) => scoreDecrees(manifest(generation).as_of, asking(reader, generation)),
    disproportionality: (reader, generation) => identificationRatios(asking(reader, generation)),
    timeEngine: (slice, reader) => {
      const current = manifest();
      return hub.read(current, async (connection) =>
        timeRun(await statementsOf(slice, reader, await groundOf(current, connection)), connection),
      );
    },
    // Whose assignment has ended sees no more from the moment that it is published.
    grantsOfStaff: keptByGeneration(allManifests, (current, staff: StaffLink) =>
      hub.read(current, (connection) => grantsOfStaff(staff, connection)),
    ),
    findStudent: (stateStudentId, reader) =>
      hub.read(manifest(), (connection) => findStudent(stateStudentId, reader, connection)),
    places: (generation) => hub.read(manifest(generation), placesIn),
    placesOfStudents: (asked, generation) =>
      hub.read(manifest(generation), (connection) => placesOfStudents(asked, connection)),
    catalog: catalogFor,
    askAhead: (stop) => {
      // The time that readers wait at most runs from now on.
      shown();
      const ask = (question: Omit<Question, "of">, of: Manifest) =>
        answerOne(question.slice, question.reader, of, question.wantedAt);
      return askAhead({ cache, newest: published, show, ask }, stop);
    },
    close: () => {
      hub.close();
      void cluster?.close();
    },
  };
}

const keepsNothing: AnswerCache = {
  answer: ({ reader }, compute) => compute(reader.gone),
  askedBefore: () => [],
};

async function timeRun(statements: Statement[], connection: DuckDBConnection): Promise<number> {
  const startedAt = performance.now();
  for (const statement of statements) await run(statement, connection);
  return performance.now() - startedAt;
}

/** Says which slice of a request was refused. */
async function naming<T>(index: number, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    const named = new WarehouseError(error.code, error.message, { ...error.particulars, slice: index });
    throw Object.assign(named, { cause: error.cause });
  }
}
