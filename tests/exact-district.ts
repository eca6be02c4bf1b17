import type { District } from "#warehouse";
import { district } from "../district.config.ts";

/**
 * The made-up district with no small numbers to hide: for tests that ask as somebody who may see students. Hiding is most
 * of a small district's load, since nearly all of its numbers are small.
 */
export const exactDistrict: District = {
  ...district,
  suppression: { threshold: 1, zeros: "shown", hideTogether: [] },
};
