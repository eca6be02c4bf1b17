import { createTransport, type SendMailOptions } from "nodemailer";
import type { District } from "#warehouse";

/** Mail on its way out; `send` gives null, or why it was not taken. */
export type Mailer = { send(mail: SendMailOptions): Promise<string | null>; close(): void };

/** The district's mail server. Throws an Error with what to set where none is named, or its address is not there. */
export function openMailer({ mail }: District, environment: Record<string, string | undefined>): Mailer {
  if (!mail) throw new Error('No mail leaves: name the server in "mail" of the district\'s configuration.');
  const smtp = environment[mail.smtpEnv];
  if (!smtp)
    throw new Error(
      `The mail server's address is not set: put it into ${mail.smtpEnv}, like smtp://USER:PASSWORD@HOST:587.`,
    );
  const transport = createTransport({ url: smtp, pool: true });
  return {
    send: ({ ...letter }) =>
      transport.sendMail({ ...letter, from: mail.from }).then(
        () => null,
        (error: Error) => error.message,
      ),
    close: () => transport.close(),
  };
}
