import { useCallback } from "react";
import type { Answer } from "#api/contract";
import type { Cell } from "../figures/cells.ts";
import { kindOfUnit, writeFigure } from "../figures/figure-text.tsx";
import { useFormats, useSay } from "../figures/formats.ts";
import { questionMessages } from "../questions/messages.ts";
import { distinct, type Point, startOf } from "./points.ts";

type Words = { place: (place: string) => string; figure: (cell: Cell) => string };

/** The numbers of a drawing as a table: a row for each place, a column for each series. */
export function tableOf(points: Point[], heading: string, words: Words) {
  const series = distinct(points.map((point) => point.series));
  const figures = new Map(points.map((point) => [`${point.at}\n${point.series}`, words.figure(point.cell)]));
  return {
    head: [heading, ...series],
    body: distinct(points.map(({ at }) => at)).map((at) => [
      words.place(at),
      ...series.map((name) => figures.get(`${at}\n${name}`) ?? "–"),
    ]),
  };
}

/** Says where an axis starts. */
export function useStartWords(points: Point[], unit: Answer["columns"][number]["unit"]): string {
  const say = useSay(questionMessages);
  const onAxis = useAxisWords(unit);
  return say("question.axis_start", { value: onAxis(startOf(points)) });
}

/** A round number of an axis in a measure's unit. */
export function useAxisWords(unit: Answer["columns"][number]["unit"]): (value: number) => string {
  const formats = useFormats();
  return useCallback(
    (value) => {
      if (unit === "percent")
        return formats.percent(value, Number.isInteger(Math.round(value * 1e6) / 1e4) ? 0 : 1);
      return writeFigure(value, unit === "usd" ? "money" : kindOfUnit(unit), formats);
    },
    [unit, formats],
  );
}
