import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WarehouseError } from "../../semantic/errors.ts";

/** Says whether a signature over a text is this key's; its id is the beginning of its SHA-256. */
export type Verifier = { keyId: string; isSigned: (text: string, signature: string) => boolean };

/** Signs for the log, and knows its own signatures. */
export type Signer = Verifier & { sign: (text: string) => string };

/** The files of the log beside its store: the key's two halves, and the last end of the log that was written here. */
export function keyFiles(dataDir: string): { secret: string; open: string; end: string } {
  const folder = join(dataDir, "keys");
  return {
    secret: join(folder, "access-log.pem"),
    open: join(folder, "access-log.public.pem"),
    end: join(folder, "access-log.end.json"),
  };
}

/**
 * The log's Ed25519 key in `DIR/keys`, made where the log has no entry yet. A log that was signed with another key is
 * not gone on with: throws `log_unavailable` and says which key is wanted.
 */
export function signerIn(dataDir: string, wantedKeyId: string): Signer {
  const { secret, open } = keyFiles(dataDir);
  if (wantedKeyId === "" && !existsSync(secret)) makeKey(dataDir);
  if (!existsSync(secret)) throw lost(`${secret} is missing`, wantedKeyId);
  const key = createPrivateKey(readFileSync(secret, "utf8"));
  const publicKey = createPublicKey(key);
  const keyId = idOf(publicKey);
  if (wantedKeyId !== "" && wantedKeyId !== keyId) throw lost(`${secret} is key ${keyId}`, wantedKeyId);
  if (!existsSync(open)) writeFileSync(open, publicKey.export({ type: "spki", format: "pem" }));
  return {
    ...verifierOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("base64"),
  };
}

function lost(what: string, wantedKeyId: string): WarehouseError {
  return new WarehouseError(
    "log_unavailable",
    `The access log is signed with key ${wantedKeyId}, and ${what}. Put that key back; without it nothing can be logged and no student is shown.`,
  );
}

/** Written beside its name and linked to it: of two processes that begin together one makes the key, both use it. */
function makeKey(dataDir: string): void {
  const { secret } = keyFiles(dataDir);
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ed25519");
  const draft = `${secret}.${process.pid}`;
  writeFileSync(draft, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  try {
    linkSync(draft, secret);
  } catch (error) {
    if (!existsSync(secret)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The public key in a PEM file. Throws an Error with one sentence where the file holds none. */
export function verifierFrom(path: string): Verifier {
  if (!existsSync(path)) throw new Error(`There is no file ${path}: name the public key of the access log.`);
  return verifierOf(publicKeyIn(readFileSync(path, "utf8"), path));
}

function verifierOf(key: KeyObject): Verifier {
  return {
    keyId: idOf(key),
    isSigned: (text, signature) => {
      const bytes = Buffer.from(signature, "base64");
      // Decoding overlooks what is not base64; a signature that was written otherwise was edited.
      return bytes.toString("base64") === signature && verify(null, Buffer.from(text, "utf8"), key, bytes);
    },
  };
}

function publicKeyIn(text: string, path: string): KeyObject {
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Whatever the library says of it, the sentence below is the one to act on.
  }
  throw new Error(`${path} holds no Ed25519 public key: it begins with "-----BEGIN PUBLIC KEY-----".`);
}

const idOf = (key: KeyObject) =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
