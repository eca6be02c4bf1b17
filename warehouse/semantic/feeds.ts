import { aggregatesOf } from "./model/define.ts";
import { factOf } from "./model/facts.ts";
import { measureNamed } from "./model/model.ts";

/** The feeds whose submissions say how complete a measure is. Throws `unknown_measure`. */
export const feedsOf = (measure: string): string[] => [
  ...new Set(aggregatesOf(measureNamed(measure)).flatMap(({ fact }) => factOf(fact).feed ?? [])),
];
