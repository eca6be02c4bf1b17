import { userInfo } from "node:os";
import { district } from "../district.config.ts";
import type { Values } from "./options.ts";

export function today(values: Values): string {
  const given = values["as-of"];
  if (given !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(given)) {
    throw new Error(`--as-of ${given} is not a date; write it as YYYY-MM-DD.`);
  }
  return given ?? district.today ?? new Date().toLocaleDateString("sv-SE", { timeZone: district.timeZone });
}

export function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new Error(`--${name} ${text} is not a whole number from 0 to ${most}.`);
  }
  return value;
}

export function needed(value: string | undefined, sentence: string): string {
  if (value === undefined || value === "") throw new Error(sentence);
  return value;
}

export const operator = (values: Values) => values.by ?? `${userInfo().username} on the command line`;

/** Where a command works, as the command line and the environment say. */
export const placeOf = (values: Values) => ({
  dataDir: values.data,
  district,
  databaseUrl: process.env.DATABASE_URL,
  clock: () => new Date(),
});
