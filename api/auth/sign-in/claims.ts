import type { IdentityProvider, Vouched } from "#warehouse";
import { ProblemError } from "../../problems.ts";

const LONGEST = 255;

/**
 * The person whom the claims describe, by the configured names. The e-mail address is for writing to her: it finds no
 * account. Throws `sign_in_refused` where the account claim is missing.
 */
export function vouchedBy(claims: Record<string, unknown>, config: IdentityProvider): Vouched {
  const { account, name, groups, email, staff } = config.claims;
  const subject = textOf(claims[account]);
  if (subject === null)
    throw new ProblemError(
      "sign_in_refused",
      `${config.label} did not say who you are: its answer lacks "${account}". Tell whoever runs Rollbook.`,
    );
  return {
    issuer: config.issuer,
    subject,
    name: textOf(claims[name]) ?? subject,
    groups: groups === undefined ? [] : listOf(claims[groups]),
    email: email === undefined ? null : textOf(claims[email]),
    staffId: staff === undefined ? null : textOf(claims[staff]),
  };
}

function textOf(claim: unknown): string | null {
  if (typeof claim !== "string") return null;
  const text = claim.trim();
  return text === "" || text.length > LONGEST ? null : text;
}

function listOf(claim: unknown): string[] {
  const texts = (Array.isArray(claim) ? claim : [claim]).map(textOf).filter((text) => text !== null);
  return [...new Set(texts)].sort();
}
