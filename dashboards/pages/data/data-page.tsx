import type { DataPage as Data } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { PageHead } from "../../components/shell/page-head.tsx";
import { PageView } from "../../components/shell/page-view.tsx";
import { GridTile } from "../data-grid/grid-tile.tsx";
import { DifferenceTile } from "./difference-tile.tsx";
import { FitnessTile } from "./fitness-tile.tsx";
import { IdentityTile } from "./identity-tile.tsx";
import { dataMessages } from "./messages.ts";
import { RefusedTile } from "./refused-tile.tsx";
import { RegisterTile } from "./register-tile.tsx";
import { ChecksTile, RunsTile } from "./runs-tiles.tsx";
import { RepairsTile, SourcesTile } from "./sources-tiles.tsx";

/** Whether every school is in, what was refused, and what the figures were made from. */
export function DataPage() {
  return (
    <PageView page="data" asks={["school_year"]} knows={knownTo}>
      {(page: Data) => (
        <>
          <DataHead page={page} />
          <FitnessTile page={page} />
          <GridTile page={page} />
          <DifferenceTile page={page} />
          <RegisterTile page={page} />
          <RefusedTile page={page} />
          <IdentityTile page={page} />
          <SourcesTile page={page} />
          <RunsTile page={page} />
          <ChecksTile page={page} />
          <RepairsTile page={page} />
        </>
      )}
    </PageView>
  );
}

/** What the address may ask of this page. */
const knownTo = ({ grid: { feeds, schools } }: Data) => ({
  feed: feeds,
  within: schools.flatMap(({ region, level, operator }) =>
    [region, level, operator].filter((one) => one !== null),
  ),
});

function DataHead({ page }: { page: Data }) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const { reported, expected } = page.completeness;
  const rejected = page.sources.reduce((sum, file) => sum + file.rows_rejected, 0);
  const closes = page.sources.every(
    (file) => file.rows_read === file.rows_loaded + file.rows_rejected + file.rows_quarantined,
  );
  return (
    <PageHead
      name="data"
      page={page}
      topic={say("data.topic")}
      title={say("data.title", { reported, expected, rejected })}
    >
      <p className="standfirst">
        {say("data.standfirst", { moment: formats.moment(page.published_at), closes })}
      </p>
    </PageHead>
  );
}
