import pg from "pg";
import { Refusal, type RefusalCode } from "../../refusal.ts";

/** What may be told of a connection: everything but the password. */
export type Place = {
  source: string;
  addressEnv: string;
  server: string;
  user: string;
  database: string;
  feed?: string;
};

/** For an address that is missing, not one, or names files that are not there; it may hold a password and is not told. */
export function refusedAddress(source: string, addressEnv: string, fault: string): Refusal {
  return new Refusal(
    "database.no_address",
    `The environment variable ${addressEnv}, which the source "${source}" is read by, ${fault}. Set it to postgres://USER:PASSWORD@HOST:5432/DATABASE.`,
  );
}

type Tell = { code: RefusalCode; words: (place: Place, said: string) => string };

const untouched = "The published figures stay as they were.";

const tells = {
  unreachable: {
    code: "database.unreachable",
    words: ({ server, addressEnv }, said) =>
      `There is no answer from PostgreSQL at ${server} (${said}). Check that it runs, takes one more connection and is reached from here, or correct ${addressEnv}.`,
  },
  tls: {
    code: "database.tls",
    words: ({ server, addressEnv }, said) =>
      `PostgreSQL at ${server} and ${addressEnv} do not agree on TLS (${said}). Ask its keeper whether it offers TLS, with whose certificate and for which name; then correct sslmode, sslrootcert or the host in ${addressEnv}.`,
  },
  signIn: {
    code: "database.sign_in",
    words: ({ server, user, addressEnv }) =>
      `PostgreSQL at ${server} did not let ${user} in. Correct the user or password in ${addressEnv}, or let this machine in (pg_hba.conf).`,
  },
  notFound: {
    code: "database.not_found",
    words: ({ server, database }, said) =>
      `Not found in the database ${database} at ${server}: ${said}. Correct the feed in the district's configuration, or ask who keeps the database what has changed.`,
  },
  denied: {
    code: "database.denied",
    words: ({ user, database, server }, said) =>
      `${user} may not read all that is asked of the database ${database} at ${server}: ${said}. Let its owner grant select on it to ${user}, past any row-level security.`,
  },
  timeout: {
    code: "database.timeout",
    words: ({ server }, said) =>
      `PostgreSQL at ${server} stopped the reading: ${said}. Load at a quieter hour, make the query cheaper, or raise the source's limits in the district's configuration. ${untouched}`,
  },
  interrupted: {
    code: "database.interrupted",
    words: ({ server }, said) =>
      `The connection to PostgreSQL at ${server} ended before all was read (${said}). Nothing of it was kept; load again. ${untouched}`,
  },
  query: {
    code: "database.query",
    words: ({ database }, said) =>
      `The database ${database} cannot answer what it is asked: ${said}. A feed is one query that only reads; correct it in the district's configuration.`,
  },
} satisfies Record<string, Tell>;

/** What PostgreSQL, the network or pg has said, by its code: all of it, or its first letters. */
const meanings: [RegExp, Tell][] = [
  [/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|53300|57P03)$/, tells.unreachable],
  [/CERT(?!IFICATE_REQUIRED)|^UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|^INVALID_(CA|PURPOSE)$|^EPROTO$/, tells.tls],
  [/^28/, tells.signIn],
  [/^(3D000|42P01|42703|3F000)$/, tells.notFound],
  [/^42501$/, tells.denied],
  [/^(57014|55P03|25P03|25P04|57P05)$/, tells.timeout],
  [/^(57P|08|40001|XX|58|72|ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)/, tells.interrupted],
];

/** pg itself gives no code: of the password that is missing, of a late answer, and of an end without a word. */
const sayings: [RegExp, Tell][] = [
  [/^SASL|password must be a string/, tells.signIn],
  [/timeout expired|due to connection timeout/, tells.unreachable],
  [/^Connection terminated|not queryable|Client was closed/, tells.interrupted],
];

/** An error of reading from a database as a Refusal, all others as they are. */
export function refusalOf(error: unknown, place: Place): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // Before the codes: a server that wants TLS where the address asks for none gives the code of a wrong password.
  const aboutTls = /does not support SSL|establishing an SSL connection|, no encryption$/;
  const found = aboutTls.test(error.message)
    ? tells.tls
    : (meanings.find(([pattern]) => pattern.test(code)) ??
        sayings.find(([said]) => said.test(error.message)))?.[1];
  const tell = found ?? (error instanceof pg.DatabaseError ? tells.query : null);
  if (!tell) return error;
  const of = place.feed === undefined ? "" : `, feed "${place.feed}"`;
  return new Refusal(tell.code, `Source "${place.source}"${of}: ${tell.words(place, error.message || code)}`);
}
