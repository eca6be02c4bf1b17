import type { YearCalendar } from "../calendar.ts";
import type { CsvFile } from "../csv-file.ts";
import { type Day, iso } from "../days.ts";
import { between, random } from "../random.ts";
import type { School, System } from "../schools/schools.ts";
import type { World } from "../world.ts";

const never = 2 ** 30;
const feeds = ["attendance", "enrollment", "services"] as const;
type SubmittedFeed = (typeof feeds)[number];

/** When a school handed in a feed for each day of instruction of a year: the same day, or up to four days later. */
export function submissionDays(world: World, school: School, year: number, feed: SubmittedFeed): Int32Array {
  const calendar = school.calendars[year];
  const draw = random(world.seed, `submit ${feed} ${year}`, school.index);
  return Int32Array.from(calendar?.instructional ?? [], (taughtOn) => {
    const late = draw() < 0.012 ? between(draw, 1, 4) : 0;
    const isSilent = school === world.planted.silentSchool && feed === "attendance";
    return isSilent && taughtOn >= world.planted.silentFrom ? never : taughtOn + late;
  });
}

export function writeSubmissions(world: World, files: Record<System, CsvFile>): void {
  for (const school of world.schools) {
    for (const [year, calendar] of school.calendars.entries()) {
      for (const feed of feeds) {
        const submitted = submissionDays(world, school, year, feed);
        writeFeed(files[school.system], { school, calendar, feed, submitted, asOf: world.asOf });
      }
    }
  }
}

type Submissions = { school: School; calendar: YearCalendar; feed: string; submitted: Int32Array; asOf: Day };

function writeFeed(file: CsvFile, { school, calendar, feed, submitted, asOf }: Submissions): void {
  for (const [position, taughtOn] of calendar.instructional.entries()) {
    const submittedOn = submitted[position] ?? never;
    if (submittedOn <= asOf) file.write(school.id, feed, iso(taughtOn), iso(submittedOn));
  }
}
