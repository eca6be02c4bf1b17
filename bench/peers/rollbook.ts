import { serve } from "#api";
import { type Answer, type District, openWarehouse, readerFor } from "#warehouse";
import { asking } from "../asking.ts";
import type { PeerQuestion } from "./peer-question.ts";
import type { Given, Way } from "./way.ts";

export type Place = { dataDir: string; district: District; asOf: string; pagesDir: string };

/** Rollbook over HTTP and on its bare engine; nothing is answered from what was computed before. */
export async function openRollbook({ dataDir, district, asOf, pagesDir }: Place) {
  const warehouse = await openWarehouse({ dataDir, district, keepsAnswers: false });
  const server = await serve({
    ...{ dataDir, district, host: "127.0.0.1", port: 0, pagesDir, logLevel: "error", keepsAnswers: false },
    schedule: async () => [],
  });
  const readerOf = ({ account }: Pick<PeerQuestion, "account">) =>
    readerFor({ district, warehouse }, account, asOf);
  const askers = new Map<string, () => Promise<number>>();
  const askerOf = async (question: PeerQuestion) => {
    const asker = askers.get(question.key) ?? (await asking(server.url, question));
    askers.set(question.key, asker);
    return asker;
  };
  const answer = async (question: Pick<PeerQuestion, "account" | "slice">): Promise<Answer> => {
    const { answers } = await warehouse.answer([question.slice], await readerOf(question));
    const [only] = answers;
    if (!only) throw new Error("One slice was asked and none was answered.");
    return only;
  };
  const ways: Way[] = [
    { key: "rollbook", ask: async (question) => ({ ms: await (await askerOf(question))() }) },
    {
      key: "rollbook_engine",
      ask: async (question) => ({ ms: await warehouse.timeEngine(question.slice, await readerOf(question)) }),
    },
  ];
  const close = async () => {
    await server.close();
    warehouse.close();
  };
  return { ways, answer, close };
}

/** The latest year, and the school of the principal who asks. */
export async function givenBy(answer: Awaited<ReturnType<typeof openRollbook>>["answer"]): Promise<Given> {
  const { rows } = await answer({
    account: "principal",
    slice: { measures: ["enrollment"], by: ["school_year", "school"] },
  });
  const latest = rows
    .map((row) => [keyOf(row.school_year), keyOf(row.school)])
    .sort()
    .at(-1);
  const [year, school] = latest ?? [];
  if (!year || !school) throw new Error("The principal who asks has no school with students.");
  return { year, school };
}

const keyOf = (cell: unknown): string =>
  typeof cell === "object" && cell !== null && "key" in cell ? String(cell.key) : "";
