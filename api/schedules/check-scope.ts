import ExcelJS from "exceljs";
import {
  type Grant,
  needsOf,
  type Place,
  type PlaceDimension,
  placeDimensions,
  type Reader,
  type Warehouse,
} from "#warehouse";
import type { Answer, Slice } from "../contract.ts";

type Checked = {
  slice: Slice;
  answer: Pick<Answer, "generation" | "columns" | "totals"> & { rows: Iterable<Answer["rows"][number]> };
  reader: Reader;
  warehouse: Pick<Warehouse, "places" | "placesOfStudents">;
};

/** What a reader may be told of places: the keys of each dimension, and the names and ids of schools that are others'. */
type Reach = { keys: Map<string, Set<string>>; foreign: Set<string> };

/**
 * Looks into a file before it leaves, apart from how it was made: from the grants alone follows which schools, operators,
 * regions and children's schools the reader reaches, and no row of the answer, no row of the file's data and no cell that is
 * a school's name or id may be of another. Throws an Error that names what is.
 */
export async function refuseForeign(file: Buffer, checked: Checked): Promise<void> {
  const { answer, slice, reader } = checked;
  const reach = await reachOf(checked);
  const refuse = (dimension: string, key: unknown, label: string) => {
    if (reach.keys.get(dimension)?.has(String(key)) === false) throw foreign(label, reader);
  };
  // A subtotal names a place as a row does.
  for (const rows of [answer.rows, answer.totals])
    for (const row of rows)
      for (const dimension of placeDimensions) {
        const cell = row[dimension];
        if (typeof cell === "object" && cell) refuse(dimension, cell.key, cell.label);
      }
  for (const { pivot } of answer.columns) if (pivot) refuse(slice.pivot ?? "", pivot.key, pivot.label);
  for (const { dimension, text } of await cellsIn(file)) {
    if (reach.foreign.has(text)) throw foreign(text, reader);
    if (dimension !== undefined) refuse(dimension, text || null, text || "a row of no place");
  }
}

async function reachOf({ answer, slice, reader, warehouse }: Checked): Promise<Reach> {
  const subjects = new Set(slice.measures.flatMap((measure) => needsOf({ measure }).subjects));
  const grants = reader.grants.filter((grant) => grant.subjects.some((subject) => subjects.has(subject)));
  const asked = {
    students: idsOf(grants, "student"),
    historyOf: idsOf(
      grants.filter(({ mayReadHistory }) => mayReadHistory),
      "school",
    ),
  };
  const isOfStudents = asked.students.length + asked.historyOf.length > 0;
  const [places, ofStudents] = await Promise.all([
    warehouse.places(answer.generation),
    isOfStudents ? warehouse.placesOfStudents(asked, answer.generation) : [],
  ]);
  const reached = new Set(ofStudents);
  const within = places.filter((place) => isReached(place, grants) || reached.has(place.key));
  const own = new Set(within.flatMap(namesOf));
  return {
    keys: new Map(placeDimensions.map((key) => [key, new Set(within.map((place) => String(place[key])))])),
    foreign: new Set(places.flatMap(namesOf).filter((name) => !own.has(name))),
  };
}

const isReached = (place: Place, grants: Grant[]): boolean =>
  grants.some(({ scope }) => {
    if (scope.kind === "district") return true;
    // Where a child's records are is not said by the place.
    if (scope.kind === "student") return false;
    const { kind, ids } = scope;
    return ids.some((id) => id === place[kind]);
  });

const idsOf = (grants: Grant[], kind: "student" | "school"): string[] =>
  grants.flatMap(({ scope }) => (scope.kind === kind ? scope.ids : []));

const namesOf = ({ school, name }: Place): string[] => (school === null ? [] : [school, name]);

const foreign = (label: string, { name: recipient }: Reader) =>
  new Error(
    `The file for ${recipient} holds ${label}, which is outside her grants: it was not sent. Tell your administrator.`,
  );

type FileCell = { text: string; dimension: PlaceDimension | undefined };

/** Every cell of a workbook, read back from its bytes; `dimension` where it is a place's key in a sheet of data. */
async function cellsIn(file: Buffer): Promise<FileCell[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(file).buffer);
  const cells: FileCell[] = [];
  for (const sheet of workbook.worksheets) {
    const keys = keyColumns(sheet);
    sheet.eachRow((row, at) =>
      row.eachCell({ includeEmpty: true }, ({ text }, column) => {
        cells.push({ text, dimension: at === 1 ? undefined : keys.get(column) });
      }),
    );
  }
  return cells;
}

/** Where a sheet of data has the keys of places: beside their labels, as no title of a person's can have it. */
function keyColumns(sheet: ExcelJS.Worksheet): Map<number, PlaceDimension> {
  const keys = new Map<number, PlaceDimension>();
  const head = sheet.getRow(1);
  head.eachCell(({ text }, column) => {
    const dimension = placeDimensions.find((key) => key === text);
    if (dimension && head.getCell(column + 1).text === `${dimension}__label`) keys.set(column, dimension);
  });
  return keys;
}
