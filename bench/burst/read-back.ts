import type { Received } from "../../tests/mail/mail-server.ts";
import { cellsOf, workbookOf } from "../../tests/mail/read-mail.ts";
import type { Principal } from "./principals.ts";

/** What is wrong with the mails of a burst, each as a sentence: none may be missing, doubled, empty or of another school. */
export async function wrongMails(mails: Received[], principals: Principal[]): Promise<string[]> {
  const schools = new Map(principals.map(({ account, school }) => [account.email ?? "", school]));
  const names = new Map(
    principals.flatMap(({ school: { id, name } }) => [[name, id] as const, [id, id] as const]),
  );
  const wrong: string[] = [];
  const left = new Set(schools.keys());
  for (const mail of mails) {
    const [to = "", ...others] = mail.to;
    const own = schools.get(to);
    if (!own || others.length > 0 || !left.delete(to))
      wrong.push(`A mail to ${mail.to.join(", ")} is one too many.`);
    else wrong.push(...(await wrongIn(mail, { own, names })));
  }
  return [...wrong, ...[...left].map((to) => `No mail came to ${to}.`)];
}

type Known = { own: Principal["school"]; names: Map<string, string> };

/** Every school that the workbook names, by name or id, must be her own, and her own must be there. */
async function wrongIn(mail: Received, { own, names }: Known): Promise<string[]> {
  const cells = cellsOf(await workbookOf(mail));
  const named = new Set(cells.flatMap((cell) => names.get(String(cell)) ?? []));
  const foreign = [...named].filter((id) => id !== own.id);
  if (foreign.length > 0) return [`The file to ${mail.to[0]} of ${own.name} names ${foreign.join(", ")}.`];
  return named.has(own.id) ? [] : [`The file to ${mail.to[0]} does not name ${own.name}.`];
}
