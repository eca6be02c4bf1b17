import type { DataPage } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { freshnessOf } from "../../components/figures/freshness.tsx";
import { Status } from "../../components/figures/status.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";

export function FitnessTile({ page }: { page: DataPage }) {
  const say = useSay(dataMessages);
  const feeds = page.fitness.toSorted((one, other) => Number(one.is_fit) - Number(other.is_fit));
  return (
    <Tile
      id="fitness"
      topic={say("data.fit_topic")}
      freshness={freshnessOf(page)}
      finding={say("data.fit_finding", { unfit: feeds.filter((feed) => !feed.is_fit).length })}
    >
      <FigureTable
        caption={say("data.fit_table")}
        rows={feeds}
        limit={8}
        rowKey={(feed) => feed.feed}
        columns={[
          { key: "feed", header: say("data.feed"), show: (feed) => feed.feed.replaceAll("_", " ") },
          {
            key: "fit",
            header: say("data.fit"),
            show: (feed) => (
              <Status kind={feed.is_fit ? "good" : "bad"}>
                {say(feed.is_fit ? "data.is_fit" : "data.not_fit")}
              </Status>
            ),
          },
          {
            key: "because",
            header: say("data.because"),
            show: (feed) => <span lang="en">{feed.because}</span>,
          },
        ]}
      />
    </Tile>
  );
}
