import type { PlotOptions } from "@observablehq/plot";
import { useEffect, useRef, useState } from "react";
import { useSay } from "../figures/formats.ts";
import { FigureTable } from "../tables/figure-table.tsx";
import type { Plot } from "./chart-frame.ts";
import { chartMessages } from "./messages.ts";

/** The same numbers as the chart; the first column heads the row, the others are figures. */
type ChartTable = { head: string[]; body: string[][] };

type Props = {
  /** The finding, as a sentence. */
  title: string;
  /** Measure, source, period and n. */
  caption: string;
  table: ChartTable;
  /** Reserved before the chart is drawn, so that nothing jumps; for a chart that wraps, by the width of its frame. */
  height: number | ((width: number) => number);
  draw: (plot: Plot, width: number) => PlotOptions;
};

/** Every chart: a title that states the finding, a caption, an accessible name and the same numbers as a table. */
export function Chart({ title, caption, table, height, draw }: Props) {
  const say = useSay(chartMessages);
  const [isTable, setTable] = useState(false);
  return (
    <figure className="chart">
      <div className="chart-head">
        <h3>{title}</h3>
        <button type="button" className="text-button" onClick={() => setTable(!isTable)}>
          {say(isTable ? "chart.show_chart" : "chart.show_table")}
          <span className="sr-only">: {title}</span>
        </button>
      </div>
      {isTable ? (
        <TableOfChart title={title} table={table} />
      ) : (
        <Drawing name={say("chart.name", { title, caption })} height={height} draw={draw} />
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

function TableOfChart({ title, table }: { title: string; table: ChartTable }) {
  return (
    <FigureTable<string[]>
      caption={title}
      isCaptionHidden
      rows={table.body}
      rowKey={(row) => row.join("|")}
      columns={table.head.map((header, index) => ({
        key: header,
        header,
        ...(index > 0 ? { align: "end" as const } : {}),
        show: (row) => row[index],
      }))}
    />
  );
}

type DrawingProps = { name: string; height: Props["height"]; draw: Props["draw"] };

/** Plot's own labels fail axe, so the drawing is hidden and its frame carries the name. */
function Drawing({ name, height, draw }: DrawingProps) {
  const say = useSay(chartMessages);
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const size = typeof height === "function" ? height(width) : height;
  const [plot, setPlot] = useState<Plot | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void import("@observablehq/plot").then((loaded) => isCurrent && setPlot(loaded));
    return () => {
      isCurrent = false;
    };
  }, []);
  useEffect(() => {
    const target = frame.current;
    if (!target || !plot || width < 160) return;
    const svg = plot.plot({ ...draw(plot, width), width, height: size });
    target.replaceChildren(svg);
    return () => svg.remove();
  }, [plot, width, size, draw]);
  return (
    <div role="img" aria-label={name} className="drawing" style={plot ? undefined : { minHeight: size }}>
      <div ref={frame} aria-hidden="true">
        {plot ? null : <span className="drawing-wait">{say("chart.loading")}</span>}
      </div>
    </div>
  );
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const target = frame.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(target);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
