import type { Slice } from "#warehouse";
import { measures } from "../../warehouse/measures/index.ts";
import { canarySchool, words } from "./plant.ts";
import { ARROW, type Sent, type Session } from "./session.ts";

const MOST_SLICES = 40;
const FORMATS = ["csv", "arrow", "xlsx", "parquet", "json"];

/** Whatever the routes give to an account that asks everything in every format: answers, files, pages and refusals. */
export async function everything(session: Session, student: number): Promise<Sent[]> {
  return [
    ...(await everyRoute(session)),
    ...(await everyPage(session)),
    ...(await everyTable(session)),
    ...(await everyFormat(session)),
    ...(await refused(session, student)),
  ];
}

/** Every route that the server says it has, read; addresses that name a student name the planted one. */
async function everyRoute({ get }: Session): Promise<Sent[]> {
  const document: { paths: Record<string, object> } = JSON.parse(
    (await get("/api/openapi.json")).bytes.toString(),
  );
  const readable = Object.entries(document.paths).filter(([, methods]) => "get" in methods);
  const sent: Sent[] = [];
  for (const [path] of readable) sent.push(await get(path.replace("{id}", words.stateId)));
  return sent;
}

async function everyPage({ get }: Session): Promise<Sent[]> {
  const asked = [
    ...[`school?school=${canarySchool}`, `school?school=${canarySchool}&student_group=SWD`],
    ...[
      "board?student_group=SWD",
      "compliance?school_year=2026-27",
      "parent?child=1",
      "data?school_year=2026-27",
    ],
  ].map((page) => `/api/pages/${page}`);
  const others = [
    "/",
    "/school",
    "/metrics",
    "/healthz",
    "/readyz",
    "/api/metrics",
    "/api/nothing",
    "/api/docs",
  ];
  const sent: Sent[] = [];
  for (const path of [...asked, ...others]) sent.push(await get(path));
  return sent;
}

const publishedSlices = (): Slice[] =>
  Object.entries(measures).flatMap(([key, { published }]) =>
    published.map((by): Slice => ({ measures: [key], by: [...by], totals: "all", compare: "previous_year" })),
  );

/** Every published table of every measure, as JSON and as a workbook; what cannot be asked together, one by one. */
async function everyTable({ post }: Session): Promise<Sent[]> {
  const slices = publishedSlices().map(({ compare: _, ...slice }) => slice);
  const sent: Sent[] = [];
  for (let at = 0; at < slices.length; at += MOST_SLICES) {
    const some = slices.slice(at, at + MOST_SLICES);
    const answer = await post("/api/answers", { slices: some });
    sent.push(answer, await post("/api/exports", { format: "xlsx", slices: some }));
    if (answer.status === 200) continue;
    for (const slice of some) sent.push(await post("/api/answers", { slices: [slice] }));
  }
  return sent;
}

/** Tables that her minutes are part of, the year before beside them, in every format. */
async function everyFormat({ post }: Session): Promise<Sent[]> {
  const hers = publishedSlices().filter(({ measures: [key = ""] }) =>
    /^(delivered|prescribed)_minutes$/.test(key),
  );
  const sent: Sent[] = [];
  for (const slice of hers) {
    for (const format of FORMATS) sent.push(await post("/api/exports", { format, slices: [slice] }));
    sent.push(await post("/api/answers", { slices: [slice] }, { accept: ARROW }));
  }
  return sent;
}

/** Questions about her and about few, which an account that may not see her is refused or gets nothing from. */
export async function refused({ post }: Session, student: number): Promise<Sent[]> {
  const at: Slice["where"] = [{ dimension: "school", op: "in", values: [canarySchool] }];
  const measure = ["delivered_minutes"];
  // What she asks is hers to hear again, so nobody asks by the whole name.
  const almost = `${words.familyName.slice(0, -1)}, ${words.givenName.slice(0, -1)}`;
  const slices: Slice[] = [
    { measures: ["delivered_minutes", "prescribed_minutes"], by: ["student"] },
    {
      measures: ["delivered_minutes", "prescribed_minutes"],
      by: ["student", "service"],
      where: at,
      order: [{ column: "student", direction: "asc" }],
    },
    { measures: measure, by: [], where: [{ dimension: "student", op: "in", values: [student] }] },
    { measures: measure, by: ["student"], where: [{ dimension: "student", op: "in", values: [almost] }] },
    { measures: measure, by: ["school", "service"], where: at },
    { measures: measure, by: ["service", "grade"], where: at },
    { measures: measure, by: ["school", "eligibility"], totals: "all" },
    { measures: ["prescribed_minutes", "days_absent"], by: ["school", "student_group", "gender"] },
    { measures: ["days_absent"], by: ["student", "grade"] },
    { measures: [words.familyName.slice(0, -1)] },
    { measures: measure, by: [words.familyName.slice(0, -1)] },
  ];
  const sent: Sent[] = [];
  for (const slice of slices) {
    sent.push(await post("/api/answers", { slices: [slice] }));
    sent.push(await post("/api/answers", { slices: [slice] }, { accept: ARROW }));
    for (const format of FORMATS) sent.push(await post("/api/exports", { format, slices: [slice] }));
  }
  return sent;
}
