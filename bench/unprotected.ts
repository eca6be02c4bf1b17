import type { District } from "#warehouse";

/**
 * A district without small cells, for readers who are answered from rows: protecting what is published of many small
 * schools takes long and reaches none of them.
 */
export const unprotected = (base: District): District => ({
  ...base,
  suppression: { threshold: 0, zeros: "shown", hideTogether: [] },
});
