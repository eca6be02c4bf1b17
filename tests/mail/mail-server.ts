import { SMTPServer } from "smtp-server";

/** A mail as the server took it: the addresses of its envelope, and all of its text. */
export type Received = { to: string[]; text: string };

export type MailServer = {
  /** For the environment variable that names the mail server. */
  address: string;
  /** Every mail since it was emptied, oldest first. */
  received: Received[];
  stop: () => Promise<void>;
};

/** A real mail server on this machine that keeps what it gets; the caller stops it. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, text: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { address: `smtp://127.0.0.1:${port}`, received, stop };
}
