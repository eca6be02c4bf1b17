import { basename } from "node:path";
import type { District, Reader } from "#warehouse";
import { uploadingFor } from "../auth/powers.ts";
import type { UploadQuery, UploadsResponse } from "../contract.ts";
import { ProblemError } from "../problems.ts";

type Feed = UploadsResponse["feeds"][number] & { operator: string };

/** What a reader may upload: the declared files of the sources of her operators. */
export function feedsFor(reader: Reader, { sources }: Pick<District, "sources">): Feed[] {
  const operators = uploadingFor(reader);
  return sources.flatMap(({ key, label, files = {}, operator }) =>
    operator !== undefined && operators.includes(operator)
      ? Object.entries(files).map(([feed, file]) => ({
          ...{ source: key, label, feed, operator },
          file: basename(file),
        }))
      : [],
  );
}

/**
 * Which source and feed a file is: as said, or else by its name. A browser numbers a second download, "events (1).csv".
 * Throws `invalid_request` where that is none or several of hers.
 */
export function chooseFeed(feeds: Feed[], { name, source, feed }: UploadQuery): Feed {
  const bare = basename(name.replaceAll("\\", "/"))
    .toLowerCase()
    .replace(/ ?\(\d+\)(?=\.\w+$)/, "");
  const said = feeds.filter(
    (one) => (source === undefined || one.source === source) && (feed === undefined || one.feed === feed),
  );
  const found = feed === undefined ? said.filter(({ file }) => file.toLowerCase() === bare) : said;
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const names = [
    ...new Set(
      (found.length > 1 ? found : feeds).map(
        ({ source: key, feed: kind, file }) => `${file} (${key}, ${kind})`,
      ),
    ),
  ];
  throw new ProblemError(
    "invalid_request",
    `"${bare}" is ${only ? "several" : "none"} of your files. Say its source and feed, or name it like one of: ${names.join(", ")}.`,
  );
}
