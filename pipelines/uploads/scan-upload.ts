import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { Feed } from "../feeds/define-feed.ts";
import { Refusal } from "../refusal.ts";
import { type Member, membersOf } from "../sources/oneroster-package/members.ts";

/** What a file is by its first bytes; what it is called counts for nothing. */
type Content =
  | "zip"
  | "text"
  | "old_office"
  | "pdf"
  | "web_page"
  | "program"
  | "picture"
  | "other_archive"
  | "binary";

/** An operator's files: a package of 60,000 students has 300 MB unpacked. */
const largest = { unpacked: 4 * 1024 ** 3, ratio: 250, members: 1000 };
const ratioMattersFrom = 64 * 1024 ** 2;
const headBytes = 4096;

const signatures: [Content, RegExp][] = [
  ["zip", /^504b0304|^504b0506/],
  ["old_office", /^d0cf11e0/],
  ["pdf", /^255044462d/],
  // Linux, Windows, macOS, Java or WebAssembly, and scripts that name their interpreter.
  ["program", /^7f454c46|^4d5a|^(feedface|feedfacf|cefaedfe|cffaedfe|cafebabe)|^0061736d|^2321/],
  ["picture", /^89504e47|^ffd8ff|^47494638|^49492a00|^4d4d002a/],
  ["other_archive", /^1f8b|^377abcaf|^526172211a|^425a68|^fd377a58/],
];

const refusals: Record<Exclude<Content, "zip" | "text">, string> = {
  old_office:
    "is an old Office file (.xls) or is protected with a password. Save it as .csv, or as .xlsx without a password, and upload that",
  pdf: "is a PDF. Export the records as a file (.csv or the OneRoster ZIP) and upload that",
  web_page:
    "is a web page, perhaps the sign-in page of your system. Export the file again and open it before you upload it",
  program: "is a program or a script, which is never taken. Upload the export of your system",
  picture: "is a picture. Export the records as a file (.csv or the OneRoster ZIP) and upload that",
  other_archive: "is an archive of another kind. Upload the .csv file itself, or OneRoster as .zip",
  binary: "is neither text nor a ZIP. Export it again as .csv or as the OneRoster ZIP",
};

/** How the file of a feed is written: a package and a workbook are ZIP files, everything else is text. */
export type Wanted = "package" | "workbook" | "text";

export const wantedFor = (feed: Feed | undefined): Wanted =>
  feed === undefined ? "package" : feed.format?.kind === "workbook" ? "workbook" : "text";

/** Looks at a file that somebody uploaded before anything reads it. Throws a Refusal with the reason; `shownAs` is its name. */
export async function scanUpload(path: string, shownAs: string, wanted: Wanted): Promise<void> {
  const content = contentOf(path);
  if (content !== "zip" && content !== "text") throw refused(shownAs, `${refusals[content]}`);
  if (wanted === "text" && content === "zip")
    throw refused(
      shownAs,
      "is a ZIP or an Excel workbook, and this kind of record is text. Save it as .csv (UTF-8)",
    );
  if (wanted !== "text" && content === "text")
    throw refused(
      shownAs,
      `is text, and ${wanted === "package" ? "a OneRoster package is a ZIP" : "a workbook (.xlsx) was agreed"}`,
    );
  if (content === "zip") await scanZip(path, shownAs);
}

function contentOf(path: string): Content {
  const head = headOf(path);
  const hex = head.subarray(0, 16).toString("hex");
  const signed = signatures.find(([, pattern]) => pattern.test(hex));
  if (signed) return signed[0];
  // UTF-16 has zero bytes between its letters and says so in its first two.
  const isUtf16 = /^(fffe|feff)/.test(hex);
  if (head.includes(0) && !isUtf16) return "binary";
  return /^\s*<(!doctype|html|head|script|\?xml|svg)/i.test(head.toString("utf8").replace(/^\uFEFF/, ""))
    ? "web_page"
    : "text";
}

function headOf(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}

/**
 * Unpacks every member into nothing: a ZIP may say of itself what it likes, and only what comes out counts. Names that
 * lead out of the ZIP and contents that are longer than declared are the reader's refusals.
 */
async function scanZip(path: string, shownAs: string): Promise<void> {
  const packed = statSync(path).size;
  let declared = 0;
  let members = 0;
  for await (const member of membersOf(path, shownAs)) {
    members += 1;
    declared += member.bytes;
    refuseMember(member, shownAs);
    if (members > largest.members) throw refused(shownAs, `holds more than ${largest.members} files`);
    if (isTooMuch(declared, packed)) throw bomb(shownAs, declared);
    let unpacked = 0;
    for await (const chunk of member.read()) {
      unpacked += chunk.length;
      if (unpacked > member.bytes) throw bomb(shownAs, unpacked);
    }
  }
  if (members === 0) throw refused(shownAs, "is an empty ZIP. Export it again");
}

const isTooMuch = (bytes: number, packed: number) =>
  bytes > largest.unpacked || (bytes > ratioMattersFrom && bytes > largest.ratio * packed);

function refuseMember({ fault, name }: Member, shownAs: string): void {
  if (fault === "package.encrypted_file")
    throw refused(shownAs, `holds "${name}" under a password. Pack the files without one`);
  if (fault === "package.file_too_large") throw bomb(shownAs, largest.unpacked);
}

const bomb = (shownAs: string, bytes: number) =>
  refused(
    shownAs,
    `unpacks to ${Math.round(bytes / 1024 ** 2).toLocaleString("en-US")} MB or more, which no export does. Look into it before you send another`,
  );

const refused = (shownAs: string, what: string) =>
  new Refusal("upload.refused", `${shownAs} ${what}. Nothing of it was read.`);
