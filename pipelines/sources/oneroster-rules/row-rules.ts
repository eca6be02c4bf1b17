import { quoted } from "../../feeds/define-feed.ts";
import { allFields, type Field, type PackageFile } from "../oneroster-binding/field.ts";
import type { FileMode } from "../oneroster-csv/package-manifest.ts";

/** SQL over one row that is true when the field breaks the code's rule, and null or false otherwise. */
export type RowRule = { field: string; code: string; breaks: string };

/** At most 255 of these characters. The length is told apart: as {1,255} the pattern takes milliseconds to compile. */
const guid = "[0-9A-Za-z./@_-]+";
const notGuid = (value: string) => `(${unlike(value, guid)} or len(${value}) > 255)`;
const pair = "\\{[^:]+:[^:]+\\}";

/** Every rule that one row can be held against by itself. */
export function rowRules(file: PackageFile, mode: FileMode): RowRule[] {
  return allFields(file).flatMap(([name, field]) => {
    if (field.kind === "secret") return [];
    if (name === "status" || name === "dateLastModified") return lifecycleRules(name, field, mode);
    const rules = fieldRules(name, field);
    return field.asLongAs ? [...rules, sameLength(name, field.asLongAs)] : rules;
  });
}

/** A bulk file says what is; only a delta says what changed, and when. */
function lifecycleRules(name: string, field: Field, mode: FileMode): RowRule[] {
  if (mode === "bulk") {
    return [{ field: name, code: "row.field_forbidden_in_bulk", breaks: `"${name}" is not null` }];
  }
  return [
    { field: name, code: "row.field_required_in_delta", breaks: `"${name}" is null` },
    ...fieldRules(name, field),
  ];
}

function fieldRules(name: string, field: Field): RowRule[] {
  const value = `"${name}"`;
  const rules: RowRule[] = kindRules(value, field).map(([code, breaks]) => ({ field: name, code, breaks }));
  if (!field.isRequired) return rules;
  return [{ field: name, code: "row.missing_required_value", breaks: `${value} is null` }, ...rules];
}

function kindRules(value: string, field: Field): [code: string, breaks: string][] {
  const hasEmptyItem = `(${value} like ',%' or ${value} like '%,' or ${value} like '%,,%')`;
  const someItem = (test: string) =>
    `(not ${hasEmptyItem} and len(list_filter(string_split(${value}, ','), lambda item : ${test})) > 0)`;
  switch (field.kind) {
    case "guid":
      return [["row.invalid_guid", notGuid(value)]];
    case "guid_list":
      return [
        ["row.invalid_list", hasEmptyItem],
        ["row.invalid_guid", someItem(notGuid("item"))],
      ];
    case "list":
      return [["row.invalid_list", hasEmptyItem]];
    case "pair_list":
      return [["row.invalid_list", `(${hasEmptyItem} or ${someItem(unlike("item", pair))})`]];
    case "enum":
      return [["row.invalid_enum", notOneOf(value, field)]];
    case "enum_list":
      return [
        ["row.invalid_list", hasEmptyItem],
        ["row.invalid_enum", someItem(notOneOf("item", field))],
      ];
    default:
      return simpleRules(value, field);
  }
}

function simpleRules(value: string, { kind }: Field): [code: string, breaks: string][] {
  const notDate = (text: string) =>
    `(${unlike(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}")} or try_cast(${text} as date) is null)`;
  switch (kind) {
    case "date":
      return [["row.invalid_date", `(${value} is not null and ${notDate(value)})`]];
    case "date_time": {
      const shape = "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z";
      const breaks = `(${value} is not null and (${unlike(value, shape)} or ${notDate(`left(${value}, 10)`)}))`;
      return [["row.invalid_datetime", breaks]];
    }
    case "boolean":
      return [["row.invalid_boolean", `${value} not in ('true', 'false')`]];
    case "year":
      return [["row.invalid_year", unlike(value, "[0-9]{4}")]];
    case "integer":
      return [["row.invalid_integer", unlike(value, "-?[0-9]{1,15}")]];
    case "number":
      return [["row.invalid_float", unlike(value, "[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?")]];
    default:
      return [];
  }
}

const unlike = (value: string, pattern: string) => `not regexp_full_match(${value}, ${quoted(pattern)})`;

function notOneOf(value: string, { values = [], isExtensible }: Field): string {
  const extension = isExtensible ? ` and not ${value} like 'ext:_%'` : "";
  return `(${value} not in (${values.map(quoted).join(", ")})${extension})`;
}

const count = (list: string) => `coalesce(len(string_split("${list}", ',')), 0)`;

const sameLength = (name: string, other: string): RowRule => ({
  field: name,
  code: "row.invalid_list",
  breaks: `${count(other)} <> ${count(name)}`,
});
