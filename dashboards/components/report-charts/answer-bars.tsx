import { useMemo } from "react";
import type { Answer } from "#api/contract";
import { RateBars } from "../charts/rate-bars.tsx";
import { kindOfUnit } from "../figures/figure-text.tsx";
import { useFormats } from "../figures/formats.ts";
import type { DrawingProps } from "./answer-chart.tsx";
import { writePlace } from "./finding.ts";
import { partsOf, pointsOf } from "./points.ts";

/** The most bars that a person reads; the table has all. */
export const mostBars = 30;

/** The first measure of an answer as bars, in the order of its rows. */
export function AnswerBars({ answer, title, caption }: DrawingProps) {
  const formats = useFormats();
  const { measures, dimensions } = partsOf(answer);
  const [measure] = measures;
  const [dimension] = dimensions;
  const rows = useMemo(() => {
    if (!measure || !dimension) return [];
    return pointsOf(firstRows(answer, mostBars), measure, { at: dimension.key }).map(({ at, cell }) => ({
      label: writePlace(at, formats),
      cell,
    }));
  }, [answer, measure, dimension, formats]);
  if (!measure || !dimension) return null;
  const kind = kindOfUnit(measure.unit);
  return <RateBars title={title} caption={caption} heading={dimension.label} rows={rows} kind={kind} />;
}

/** An answer cut to its first rows; their marks keep their places. */
export function firstRows(answer: Answer, count: number): Answer {
  return answer.rows.length <= count ? answer : { ...answer, rows: answer.rows.slice(0, count) };
}
