import type { District } from "#warehouse";
import type { StorePlace } from "../ledger/list-runs.ts";

/** Where a command works. */
export type CommandPlace = StorePlace & { district: District; clock: () => Date };

/** What a command found, for programs and in words for people, and whether all is well. */
export type Told = { found: unknown; text: string; isSound: boolean };
