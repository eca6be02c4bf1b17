import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, for a cookie or a token. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret. Without salt or stretching: nobody can try 2^256 of them. */
export function digest(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
