import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

const schoolYear = /^\d{4}-\d{2}$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const key = /^[\w-]{1,64}$/;
const keys = /^[\w-]{1,64}(,[\w-]{1,64})*$/;

/** Everything a page's address may hold, and what each value must look like. */
const shapes = {
  account: key,
  child: key,
  school: key,
  school_year: schoolYear,
  student_group: key,
  from: date,
  to: date,
  as_of: date,
  columns: keys,
  sort: /^\w{1,64}\.(asc|desc)$/,
  list: key,
  program: key,
  decree: key,
  feed: key,
  by: /^(none|region|level|operator)$/,
  within: /^.{1,100}$/,
  gaps: /^all$/,
  refused: key,
  upload: key,
  generation: key,
  // A report's question, by one letter each; "-" takes out what the saved report has.
  r: key,
  m: keys,
  g: /^(-|[\w-]{1,64}(,[\w-]{1,64})*)$/,
  f: /^(-|\w{1,64}\.(in|not|to)\.[^;]{0,4000}(;\w{1,64}\.(in|not|to)\.[^;]{0,4000}){0,15})$/,
  c: /^(-|py|d|tg|gn\.g-\d{1,15})$/,
  x: /^(-|[^;]{1,500}(;[^;]{1,500}){0,11})$/,
  p: /^(-|[\w-]{1,64})$/,
  t: /^(-|[va](,[\w-]{1,64}){0,8})$/,
  o: /^(-|[\w@-]{1,150}\.(asc|desc)(,[\w@-]{1,150}\.(asc|desc)){0,3})$/,
  n: /^(-|[1-9]\d{0,5})$/,
  v: /^(table|bar|line|dot|heat|multiples)$/,
  k: /^changed$/,
  e: /^(who|filters|groups|measures|order)$/,
  q: /^.{1,100}$/,
  return_to: /^\/[\x21-\x7e]{0,1000}$/,
} as const;

export type ViewKey = keyof typeof shapes;
export type View = { [K in ViewKey]?: string };
export const viewKeys = Object.keys(shapes).filter((name): name is ViewKey => name in shapes);

/** Keeps the known keys of an address; values are checked by `readView`, so that a bad one can be named. */
export function keepViewKeys(search: Record<string, unknown>): View {
  return Object.fromEntries(
    viewKeys.flatMap((name) =>
      search[name] === undefined || search[name] === "" ? [] : [[name, String(search[name])]],
    ),
  );
}

/** The view of an address; a value of the wrong shape is left out and its key is in `refused`. */
export function readView(search: View): { view: View; refused: ViewKey[] } {
  const isGood = (name: ViewKey) => {
    const value = search[name];
    return (
      value !== undefined &&
      shapes[name].test(value) &&
      (shapes[name] !== date || !Number.isNaN(Date.parse(value)))
    );
  };
  const given = viewKeys.filter((name) => search[name] !== undefined);
  return {
    view: Object.fromEntries(given.filter(isGood).map((name) => [name, search[name]])),
    refused: given.filter((name) => !isGood(name)),
  };
}

/** The view in the address, and a way to change parts of it; an empty value takes the key out. */
export function useView() {
  const search: View = useSearch({ strict: false });
  const navigate = useNavigate();
  const read = useMemo(() => readView(search), [search]);
  const change = useCallback(
    (patch: View, replace = false) => {
      void navigate({
        to: ".",
        search: (previous: View) => keepViewKeys({ ...previous, ...patch }),
        replace,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return { ...read, change };
}
