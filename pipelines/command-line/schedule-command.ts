import { listSchedule } from "../slots/list-schedule.ts";
import { tellSchedule } from "../slots/tell-schedule.ts";
import type { CommandPlace, Told } from "./told.ts";

/** `rollbook schedule`: when each source is loaded next. Not sound while a scheduled load is missing. */
export async function scheduleCommand(place: CommandPlace): Promise<Told> {
  const found = await listSchedule(place, place.district, place.clock());
  const isSound = found.every(({ alarm }) => alarm === null);
  return { found, text: tellSchedule(found, place.district.timeZone), isSound };
}
