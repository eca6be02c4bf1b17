import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Encoding } from "../../feeds/define-feed.ts";
import { Refusal } from "../../refusal.ts";

type Target = { to: string; encoding: Encoding; shownAs: string };

/** Writes a file anew as UTF-8 and gives the path of that. Throws a Refusal where the file is not in the encoding. */
export async function transcoded(path: string, { to, encoding, shownAs }: Target): Promise<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const texts = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  };
  try {
    await pipeline(Readable.from(texts(createReadStream(path))), createWriteStream(to));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refusal(
      "file.malformed",
      `${shownAs} is not written in ${encoding}, as its feed declares. Save it so, or correct the feed.`,
    );
  }
  return to;
}
