import { useEffect, useId, useState } from "react";
import type { CostsPage, Program } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { useView } from "../../view.ts";
import { costsMessages } from "./messages.ts";

type Props = { page: CostsPage; program: Program };

/** Moves the page's date month by month through the years of the case file; the date stands in the address. */
export function CaseSlider({ page, program }: Props) {
  const say = useSay(costsMessages);
  const formats = useFormats();
  const { change } = useView();
  const id = useId();
  const ends = monthEnds(program);
  const shown = ends.findLastIndex((end) => end <= page.cost_as_of);
  const [place, setPlace] = useState(Math.max(0, shown));
  useEffect(() => setPlace(Math.max(0, shown)), [shown]);
  const end = ends[place];
  if (!end) return null;
  const commit = () => {
    if (end !== page.cost_as_of) change({ as_of: end }, true);
  };
  return (
    <div className="slider">
      <label htmlFor={id}>{say("costs.case_slider")}</label>
      <output htmlFor={id}>{formats.known(end, "month")}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={ends.length - 1}
        value={place}
        aria-valuetext={formats.known(end, "month")}
        onChange={(event) => setPlace(Number(event.target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
      />
    </div>
  );
}

/** The last days of all months of the years that the case file's name gives. */
function monthEnds(program: Program): string[] {
  const years = /(\d{4})\D+(\d{4})/.exec(program.name);
  const first = Number(years?.[1] ?? program.first_approved_on?.slice(0, 4));
  const last = Number(years?.[2] ?? first);
  if (!Number.isInteger(first) || !Number.isInteger(last)) return [];
  return Array.from({ length: (last - first + 1) * 12 }, (_, month) =>
    new Date(Date.UTC(first, month + 1, 0)).toISOString().slice(0, 10),
  );
}
