import { membersOf } from "./members.ts";

/** Whether a package says of any of its files that it holds changes. What its manifest says otherwise is found out when it is staged. */
export async function isDeltaPackage(path: string, shownAs: string): Promise<boolean> {
  for await (const { name, bytes, fault, read } of membersOf(path, shownAs)) {
    if (name.toLowerCase() !== "manifest.csv" || fault || bytes > largestManifest) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of read()) chunks.push(chunk);
    return /^"?file\.\w+"?,"?delta"?\s*$/m.test(Buffer.concat(chunks).toString("utf8"));
  }
  return false;
}

/** A real one has about 600 bytes. */
const largestManifest = 1024 ** 2;
