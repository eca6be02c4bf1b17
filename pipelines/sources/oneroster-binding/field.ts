/** What may stand in a field of a OneRoster CSV file. */
type FieldKind =
  | "guid"
  | "guid_list"
  | "text"
  | "list"
  | "pair_list"
  | "enum"
  | "enum_list"
  | "date"
  | "date_time"
  | "boolean"
  | "integer"
  | "number"
  | "year"
  | "secret";

export type Field = {
  kind: FieldKind;
  isRequired: boolean;
  /** The file that a guid refers to, without ".csv". */
  refersTo?: string;
  values?: string[];
  /** Whether `ext:…` is allowed beside the values. */
  isExtensible?: boolean;
  /** Another list of the same record that has as many items. */
  asLongAs?: string;
};

/** One file of the binding: its columns in their fixed order behind sourcedId, status and dateLastModified. */
export type PackageFile = {
  name: string;
  table: string;
  /** The file whose record this one continues under the same sourcedId. */
  idRefersTo?: string;
  fields: Record<string, Field>;
};

const field = (kind: FieldKind): Field => ({ kind, isRequired: false });

export const text = (): Field => field("text");
export const list = (): Field => field("list");
/** Items of the form {type:id}. */
export const pairList = (): Field => field("pair_list");
export const listAsLongAs = (other: string): Field => ({ ...field("list"), asLongAs: other });
export const date = (): Field => field("date");
export const boolean = (): Field => field("boolean");
export const integer = (): Field => field("integer");
export const number = (): Field => field("number");
export const year = (): Field => field("year");
/** A password: part of the header, never read and never kept. */
export const secret = (): Field => field("secret");
export const required = (wanted: Field): Field => ({ ...wanted, isRequired: true });
export const refersTo = (file: string): Field => ({ ...field("guid"), refersTo: file });
export const refersToMany = (file: string): Field => ({ ...field("guid_list"), refersTo: file });
export const closed = (...values: string[]): Field => ({ ...field("enum"), values });
export const open = (...values: string[]): Field => ({ ...field("enum"), values, isExtensible: true });
export const openList = (...values: string[]): Field => ({
  ...field("enum_list"),
  values,
  isExtensible: true,
});

/** The three columns that every file begins with. */
const lifecycle: Record<string, Field> = {
  sourcedId: required(field("guid")),
  status: closed("active", "tobedeleted"),
  dateLastModified: field("date_time"),
};

export const allFields = (file: PackageFile): [string, Field][] => [
  ...Object.entries(lifecycle),
  ...Object.entries(file.fields),
];

/** The column in the stg_or_ table; `source` there is the system that a row comes from. */
export const columnName = (field: string): string =>
  field === "source"
    ? "objective_source"
    : field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
