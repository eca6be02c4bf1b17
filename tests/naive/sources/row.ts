export type Value = string | number | boolean | null;

export type Bag = Readonly<Record<string, Value>>;

/** A student's attributes on a day, by the dimensions they answer to, and the groups she belongs to. */
export type StudentState = { dimensions: Bag; groups: readonly string[] };

/** A school's attributes on a day. */
export type PlaceState = { dimensions: Bag; isReportable: boolean };

/** One thing that happened: to whom, where, its own dimensions, and what is counted of it. */
export type Row = {
  person: string | null;
  student: StudentState | null;
  place: PlaceState | null;
  own: Bag;
  has: Bag;
};

/** The row's value of a dimension, except for the student groups, which are many. */
export const inDimension = (row: Row, dimension: string): Value =>
  row.own[dimension] ?? row.place?.dimensions[dimension] ?? row.student?.dimensions[dimension] ?? null;

/** Everybody is in "ALL", unknown students too. */
export const groupsOf = (row: Row): readonly string[] => row.student?.groups ?? ["ALL"];

export const numberOf = (row: Row, name: string): number => {
  const value = row.has[name];
  if (typeof value !== "number") throw new Error(`A row has no number ${name}.`);
  return value;
};
