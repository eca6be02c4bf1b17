import type { Feed } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";

/** Where each column of the contract is in the file, and the columns that the contract does not know. */
export type Matched = { positions: Map<string, number>; added: string[] };

/**
 * Finds the columns of the contract in a header. Columns that a source has added are left alone; throws a Refusal when
 * one is missing or double.
 */
export function matchHeader(feed: Feed, header: string[], file: string): Matched {
  const positions = new Map<string, number>();
  const unknown: string[] = [];
  const names = new Map(Object.entries(feed.columns).map(([name, column]) => [column.header ?? name, name]));
  const ignored = (feed.ignoredHeaders ?? []).map((pattern) => new RegExp(`^(?:${pattern})$`));
  for (const [index, title] of header.entries()) {
    const name = names.get(title);
    if (name !== undefined && positions.has(name)) {
      throw new Refusal(
        "file.wrong_header",
        `${file}: the column "${title}" stands twice in the header (line 1). Remove one.`,
      );
    }
    if (name !== undefined) positions.set(name, index);
    else if (!ignored.some((pattern) => pattern.test(title))) unknown.push(title);
  }
  const missing = [...names].flatMap(([title, name]) => (positions.has(name) ? [] : [title]));
  if (missing.length > 0) {
    const isOneCell = header.length === 1 && missing.filter((title) => header[0]?.includes(title)).length > 1;
    const sentence = isOneCell
      ? `${file}: the header (line 1) has all columns in one: another delimiter is between them than was agreed for ${feed.feed}. Send the agreed one, or declare the file's delimiter in the feed.`
      : wrongHeader(file, feed.feed, missing, unknown);
    throw new Refusal("file.wrong_header", sentence);
  }
  return { positions, added: unknown };
}

const mostNamed = 5;

function wrongHeader(file: string, feed: string, missing: string[], unknown: string[]): string {
  const list = (titles: string[]) => {
    const more = titles.length > mostNamed ? ` and ${titles.length - mostNamed} more` : "";
    return `${titles
      .slice(0, mostNamed)
      .map((title) => `"${title}"`)
      .join(", ")}${more}`;
  };
  const faults = [
    ...(missing.length > 0 ? [`lacks ${list(missing)}`] : []),
    ...(unknown.length > 0 ? [`has the unknown ${list(unknown)}`] : []),
  ];
  return `${file}: the header (line 1) ${faults.join(" and ")}; it is not what was agreed for ${feed}. Send the agreed columns, or check that the file belongs to this source.`;
}
