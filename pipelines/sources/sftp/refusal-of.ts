import { Refusal, type RefusalCode } from "../../refusal.ts";

/** What may be told of a connection: everything but key and password. */
export type Place = {
  source: string;
  addressEnv: string;
  host: string;
  port: number;
  user: string;
  folder: string;
};

/** For an address that is missing or not one; it may hold a password and is not told. */
export function refusedAddress(
  { source, addressEnv }: Pick<Place, "source" | "addressEnv">,
  address: string,
): Refusal {
  const fault = address === "" ? "is not set" : "does not hold the address of an SFTP server";
  return new Refusal(
    "sftp.no_address",
    `The environment variable ${addressEnv}, which the source "${source}" is fetched by, ${fault}. Set it to sftp://USER@HOST:22, without a password.`,
  );
}

type Tell = { code: RefusalCode; words: (place: Place) => string };

const untouched = "The published figures stay as they were.";

const tells: [RegExp, Tell][] = [
  [
    /authentication methods failed|Cannot parse privateKey/i,
    {
      code: "sftp.sign_in",
      words: ({ user, host, port }) =>
        `the server at ${host}:${port} did not let ${user} in. Correct the key or password, or ask its keeper to let ${user} in.`,
    },
  ],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|Timed out while waiting for handshake|getaddrinfo/i,
    {
      code: "sftp.unreachable",
      words: ({ host, port, addressEnv }) =>
        `there is no answer from an SFTP server at ${host}:${port}. Check that it runs and is reached from here, or correct ${addressEnv}.`,
    },
  ],
  [
    /No such file|ENOENT|code: 2\b/i,
    {
      code: "sftp.not_found",
      words: ({ folder, user }) =>
        `what was asked for in the folder ${folder} is not there for ${user}. Correct the folder in the district's configuration, or ask the sender.`,
    },
  ],
  [
    /Permission denied|EACCES|code: 3\b/i,
    {
      code: "sftp.denied",
      words: ({ user, folder }) =>
        `${user} may not do that in the folder ${folder}. Ask the server's keeper for the right to read it, and to write where afterLoad deletes or moves.`,
    },
  ],
  [
    /ECONNRESET|EPIPE|No response from server|Connection lost|end(ed)? (event|unexpectedly)|closed|aborted|No SFTP connection|premature/i,
    {
      code: "sftp.interrupted",
      words: ({ host, port }) =>
        `the connection to ${host}:${port} ended before all was read. Load again: what has arrived is kept and the rest is fetched. ${untouched}`,
    },
  ],
];

/** An error of fetching as a Refusal, all others as they are. */
export function refusalOf(error: unknown, place: Place): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error;
  const code = "code" in error ? String(error.code) : "";
  const found = tells.find(([pattern]) => pattern.test(`${error.message} ${code}`))?.[1];
  return found ? new Refusal(found.code, `Source "${place.source}": ${found.words(place)}`) : error;
}
