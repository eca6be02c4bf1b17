import { WarehouseError } from "./errors.ts";
import { measureNamed } from "./model/model.ts";
import type { Slice } from "./slice.ts";

/** Some numbers mean something only beside a dimension: days left are one student's. Throws `incompatible`. */
export function refuseWithoutNeeds(slice: Slice): void {
  for (const key of slice.measures) {
    const lacking = (measureNamed(key).needs ?? []).filter((dimension) => !slice.by?.includes(dimension));
    if (lacking.length > 0)
      throw new WarehouseError(
        "incompatible",
        `${key} means something only by ${lacking.join(" and ")}: add it to "by".`,
      );
  }
}
