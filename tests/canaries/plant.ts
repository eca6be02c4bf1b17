import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipped, zipped } from "./zip.ts";

/** The school of the made-up district's `principal`, which the planted child attends. */
export const canarySchool = "07612340130293";

/** Words that stand nowhere but in the planted child's records. */
export const words = {
  givenName: "Zyxwvq",
  familyName: "Qanarytest",
  stateId: "7312908845",
  localId: "C7QANARY4",
  specialId: "SEQ77ANARY",
  refusedCode: "Qanaryrefused",
  dispute: "Qanarydispute",
};

/** The child in the records of the seed that is used, who alone at her school has counseling. */
const child = {
  givenName: "Blake",
  familyName: "Patterson",
  stateId: "3294391897",
  localId: "C1000324",
  specialId: "SE7449971",
};
const service = `${words.specialId}-2-CO`;

/** Her minutes this year: 5 × 1,440 + 719 delivered, and 2,377 a week prescribed. */
export const deliveredMinutes = 7919;
const sessions = [1440, 1440, 1440, 1440, 1440, 719];

/** Plants the child's canaries in the source files of a made-up district. */
export async function plant(source: string): Promise<void> {
  for (const system of ["camino", "sped"])
    for (const file of readdirSync(join(source, system))) rewrite(join(source, system, file), renamed);
  const packageFile = join(source, "camino-oneroster.zip");
  const files = await unzipped(readFileSync(packageFile));
  for (const [name, content] of files) files.set(name, renamed(content));
  writeFileSync(packageFile, await zipped(files));
  rewrite(join(source, "sped", "services_prescribed.csv"), (text) =>
    text.replace(`${service},${words.specialId},${canarySchool},counseling,30,`, (line) =>
      line.replace(",30,", ",2377,"),
    ),
  );
  rewrite(join(source, "sped", "services_delivered.csv"), withSessions);
  appendFileSync(
    join(source, "sped", "students.csv"),
    `SEQREFUSED,1234512345,Nobody,Zyx,2012-01-01,${canarySchool},${words.refusedCode},${canarySchool},0_20,2020-01-01,\n`,
  );
}

const rewrite = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

/** Her ids are hers in every file; her name is changed only in her own rows, for others may be called so too. */
const renamed = (text: string): string =>
  text
    .split("\n")
    .map((line) =>
      line.includes(child.stateId) || line.includes(child.specialId)
        ? line.replace(child.familyName, words.familyName).replace(child.givenName, words.givenName)
        : line,
    )
    .join("\n")
    .replaceAll(child.stateId, words.stateId)
    .replaceAll(new RegExp(`\\b${child.localId}\\b`, "gi"), words.localId)
    .replaceAll(child.specialId, words.specialId);

function withSessions(text: string): string {
  const others = text.split("\n").filter((line) => !line.includes(`,${service},`));
  const hers = sessions.map(
    (minutes, at) => `${service}-${at},${service},2026-09-0${at + 1},${minutes},delivered`,
  );
  return [...others.slice(0, -1), ...hers, ""].join("\n");
}
