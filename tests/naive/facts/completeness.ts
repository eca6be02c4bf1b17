import type { Row } from "../sources/row.ts";
import type { World } from "../world.ts";
import { datesOf } from "./enrollment.ts";

/** Every school day up to today for which a school must send a feed, sent or not. */
export function submissionRows(world: World): Row[] {
  const { asOf, places, records } = world;
  const sent = new Set<string>();
  const feeds = new Set<string>();
  for (const submission of records.feed("feed_submissions")) {
    feeds.add(submission.of("feed"));
    if (submission.of("submitted_on") <= asOf)
      sent.add(["organization_id", "feed", "school_day_on"].map(submission.of).join(" "));
  }
  return places.ids.flatMap((organization) =>
    places
      .schoolDays(organization)
      .filter(({ day }) => day <= asOf && places.mustReport(organization, day))
      .flatMap(({ day }) =>
        [...feeds].map(
          (feed): Row => ({
            person: null,
            student: null,
            place: places.at(organization, day),
            own: { ...datesOf(day), feed },
            has: { isReported: sent.has(`${organization} ${feed} ${day}`) },
          }),
        ),
      ),
  );
}

/** Each reason for which a row of a source file is refused. */
export function refusalRows({ records }: World): Row[] {
  return records.refused.map(({ source, feed, code }): Row => {
    const own = { source, feed, rejection_code: code };
    return { person: null, student: null, place: null, own, has: {} };
  });
}

const whole = (text: string): number | null => (text === "" ? null : Number(text));

/** The state's file writes codes and counts as decimals: county 07, district 61234.0, school 130208 have 14 digits. */
export function censusRows({ records, places }: World): Row[] {
  return records.census.map((entry): Row => {
    const digits = (column: string, width: number) => entry.of(column).replace(".0", "").padStart(width, "0");
    const school = digits("School Code", 7);
    const organization = digits("County Code", 2) + digits("District Code", 5) + school;
    const [from = "", to = ""] = entry.of("Academic Year").split("-");
    return {
      person: null,
      student: null,
      place: places.at(organization, `${from}-10-01`),
      own: { school_year: `${from}-${to.slice(2)}` },
      has: {
        isSchool: !["0000000", "0000001"].includes(school),
        enrolled: whole(entry.of("Enrollment (K-12)")),
        free: whole(entry.of("Free Meal Count (K-12)")),
        freeOrReduced: whole(entry.of("FRPM Count (K-12)")),
      },
    };
  });
}
