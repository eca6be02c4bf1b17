import { useQuery } from "@tanstack/react-query";
import { useId, useMemo } from "react";
import type { Answer } from "#api/contract";
import { fetchAnswer } from "../../client.ts";
import { keyOf, labelOf } from "../../components/figures/cells.ts";
import { type Formats, useFormats, useSay } from "../../components/figures/formats.ts";
import { nameAnswer, useNames } from "../../components/figures/names.ts";
import { type Changes, changesIn } from "../../components/questions/changes.ts";
import { type ReportSlice, tidy } from "../../components/questions/draft.ts";
import { fetchGenerations } from "../../reports-client.ts";
import { buildMessages } from "./messages.ts";
import { type BuildProps, isWhole, mostRows } from "./use-answer.ts";

const namedPlaces = 5;

/** What has changed between the generation that the figures stand beside and the one of today, in words. */
export function Since({ build, answer }: { build: BuildProps["build"]; answer: Answer }) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const id = useId();
  const { slice } = build.draft;
  const { data } = useQuery({ queryKey: ["generations"], queryFn: fetchGenerations });
  const changes = useMemo(() => changesIn(answer), [answer]);
  const gone = useGone(slice, answer);
  if (slice.compare !== "generation" || slice.against === undefined) return null;
  const published = (key: string) => data?.generations.find(({ generation }) => generation === key);
  const asOf = (key: string) => formats.date(published(key)?.as_of ?? "");
  const then = published(slice.against);
  if (!then || !published(answer.generation)) return null;
  return (
    <section className="since" aria-labelledby={id}>
      <h3 id={id}>{say("build.since_title", { moment: formats.moment(then.published_at) })}</h3>
      <p>
        {say("build.since", {
          ...{ before: slice.against, then_on: asOf(slice.against) },
          ...{ now: answer.generation, now_on: asOf(answer.generation) },
          ...{ changed: changes.changed.length, count: answer.rows.length },
        })}
      </p>
      <Places words="build.since_new" rows={changes.added} answer={answer} />
      {gone && <Places words="build.since_gone" rows={[...gone.rows.keys()]} answer={gone} />}
      <Unsure changes={changes} isCut={!isWhole(answer, slice)} />
      <label className="check">
        <input
          type="checkbox"
          checked={build.view.k === "changed"}
          onChange={({ target }) => build.showChanged(target.checked)}
        />
        {say("build.since_only")}
      </label>
    </section>
  );
}

function Unsure({ changes, isCut }: { changes: Changes; isCut: boolean }) {
  const say = useSay(buildMessages);
  const hidden = changes.hidden.length;
  return (
    <>
      {hidden > 0 && <p>{say("build.since_hidden", { count: hidden })}</p>}
      {isCut && <p>{say("build.since_first", { count: mostRows })}</p>}
    </>
  );
}

type PlacesProps = { words: "build.since_new" | "build.since_gone"; rows: number[]; answer: Answer };

function Places({ words, rows, answer }: PlacesProps) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  if (rows.length === 0) return null;
  const names = rows.slice(0, namedPlaces).map((row) => placeOf(answer, row, formats));
  const places = rows.length > namedPlaces ? `${names.join("; ")} …` : names.join("; ");
  return <p>{say(words, { count: rows.length, places })}</p>;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

function placeOf(answer: Answer, row: number, formats: Formats): string {
  return dimensionsOf(answer)
    .map((key) => labelOf(answer.rows[row], key))
    .map((label) => (day.test(label) ? formats.date(label) : label))
    .join(", ");
}

const dimensionsOf = ({ columns }: Answer) =>
  columns.filter(({ kind }) => kind === "dimension").map(({ key }) => key);

const placeKey = (answer: Answer, row: number) =>
  dimensionsOf(answer)
    .map((key) => keyOf(answer.rows[row], key))
    .join("\t");

/** The rows that were answered then and are not now; unknown, and so null, where either is cut. */
function useGone(slice: ReportSlice, answer: Answer): Answer | null {
  const nameOf = useNames();
  const { measures, by, where, against, limit } = slice;
  const isAsked = against !== undefined && limit === undefined && (by ?? []).length > 0;
  const asked = { ...tidy({ measures, by, where, limit: mostRows }), generation: against };
  const { data } = useQuery({
    queryKey: ["answer", asked],
    queryFn: () => fetchAnswer(asked),
    enabled: isAsked,
  });
  return useMemo(() => {
    if (
      !data ||
      slice.pivot !== undefined ||
      data.rows.length === mostRows ||
      answer.rows.length === mostRows
    )
      return null;
    const now = new Set(answer.rows.map((_, row) => placeKey(answer, row)));
    const rows = data.rows.filter((_, row) => !now.has(placeKey(data, row)));
    return nameAnswer({ ...data, rows }, nameOf);
  }, [data, answer, slice.pivot, nameOf]);
}
