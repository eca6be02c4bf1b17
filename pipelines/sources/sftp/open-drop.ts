import { createHash } from "node:crypto";
import SftpClient from "ssh2-sftp-client";
import type { SftpDrop } from "#warehouse";
import { Refusal } from "../../refusal.ts";
import { type Place, refusalOf, refusedAddress } from "./refusal-of.ts";

export type DropRequest = {
  source: string;
  drop: SftpDrop;
  environment: Record<string, string | undefined>;
};

/** A file as the server lists it; `modified` is in seconds as far as servers tell. */
export type Remote = { name: string; size: number; modified: number };

/** An open folder on the server. Whoever opens it closes it. */
export type OpenDrop = {
  /** Files of the folder; links and folders are none. */
  list: () => Promise<Remote[]>;
  look: (name: string) => Promise<Remote>;
  /** What stands in a small file beside another; null where it is not there. */
  text: (name: string) => Promise<string | null>;
  /** The bytes from `start` on, up to the size that it had: a file that grows for ever has an end here. */
  read: (remote: Remote, start: number) => AsyncIterable<Buffer>;
  remove: (name: string) => Promise<void>;
  move: (name: string, folder: string) => Promise<void>;
  close: () => Promise<void>;
};

const CONNECT_MS = 15_000;
const silent = () => {};

/** Signs in to the server that the configuration means, and to no other. Throws a Refusal that says what to correct. */
export async function openDrop({ source, drop, environment }: DropRequest): Promise<OpenDrop> {
  const { addressEnv, keyEnv, passwordEnv, hostKeySha256, folder } = drop;
  const address = addressIn(environment[addressEnv] ?? "", { source, addressEnv });
  const place: Place = { source, addressEnv, ...address, folder };
  const secret = secretIn(environment, { keyEnv, passwordEnv }, place);
  // Of itself it writes to standard output what happens between two questions; the next question meets it.
  const client = new SftpClient(source, { error: silent, end: silent, close: silent });
  let shown = "";
  const hostVerifier = (key: Buffer) => {
    shown = `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
    return shown === hostKeySha256.replace(/=+$/, "");
  };
  const telling = <T>(asked: Promise<T>) =>
    asked.catch((error: unknown) => Promise.reject(refusalOf(error, place)));
  try {
    const { host, port, user: username } = address;
    await client.connect({ host, port, username, ...secret, hostVerifier, readyTimeout: CONNECT_MS });
  } catch (error) {
    if (shown !== "" && shown !== hostKeySha256.replace(/=+$/, "")) throw strangeServer(place, shown);
    throw refusalOf(error, place);
  }
  return dropOver(client, { folder, telling, place });
}

type Inside = { folder: string; telling: <T>(asked: Promise<T>) => Promise<T>; place: Place };

function dropOver(client: SftpClient, { folder, telling, place }: Inside): OpenDrop {
  const at = (name: string) => `${folder.replace(/\/+$/, "")}/${name}`;
  return {
    async list() {
      const found = await telling(client.list(folder));
      return found
        .filter(({ type }) => type === "-")
        .map(({ name, size, modifyTime }) => ({ name, size, modified: Math.floor(modifyTime / 1000) }));
    },
    async look(name) {
      const { size, modifyTime } = await telling(client.stat(at(name)));
      return { name, size, modified: Math.floor(modifyTime / 1000) };
    },
    async text(name) {
      if ((await telling(client.exists(at(name)))) !== "-") return null;
      return String(await telling(client.get(at(name))));
    },
    async *read({ name, size }, start) {
      if (start >= size) return;
      try {
        yield* client.createReadStream(at(name), { start, end: size - 1 }) as AsyncIterable<Buffer>;
      } catch (error) {
        throw refusalOf(error, place);
      }
    },
    remove: async (name) => void (await telling(client.delete(at(name)))),
    move: async (name, to) =>
      void (await telling(client.rename(at(name), `${to.replace(/\/+$/, "")}/${name}`))),
    close: async () => void (await client.end().catch(() => false)),
  };
}

function addressIn(text: string, named: Pick<Place, "source" | "addressEnv">) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "sftp:" || !url.hostname || !url.username || url.password)
    throw refusedAddress(named, text);
  return { host: url.hostname, port: Number(url.port || 22), user: decodeURIComponent(url.username) };
}

function secretIn(
  environment: DropRequest["environment"],
  { keyEnv, passwordEnv }: { keyEnv: string | undefined; passwordEnv: string | undefined },
  { source, user }: Place,
): { privateKey: string } | { password: string } {
  const privateKey = keyEnv === undefined ? undefined : environment[keyEnv];
  if (privateKey) return { privateKey };
  const password = passwordEnv === undefined ? undefined : environment[passwordEnv];
  if (password) return { password };
  const names =
    [keyEnv, passwordEnv].filter((name) => name !== undefined).join(" or ") || "keyEnv or passwordEnv";
  throw new Refusal(
    "sftp.no_address",
    `The source "${source}" signs in to its SFTP server as ${user} with a key or a password, and there is none. Set ${names}.`,
  );
}

const strangeServer = ({ source, host, port }: Place, shown: string) =>
  new Refusal(
    "sftp.host_key",
    `Source "${source}": the server at ${host}:${port} shows another host key (${shown}) than the one that is declared. Nothing was sent to it. If its keeper confirms the new key, declare that as hostKeySha256.`,
  );
