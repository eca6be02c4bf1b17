import type { CompliancePage as Compliance, Decree } from "#api/contract";
import { PageView } from "../../components/shell/page-view.tsx";
import { useView } from "../../view.ts";
import { ComplianceHead } from "./compliance-head.tsx";
import { MissingTile } from "./missing-tile.tsx";
import { OutcomesTiles } from "./outcomes-tiles.tsx";
import { RatiosTile } from "./ratios-tile.tsx";
import { RecordsTile } from "./records-tile.tsx";
import { ServicesTile, TimelinessTile } from "./service-tiles.tsx";

/** Outcome by target by denominator; first of all, who is missing. */
export function CompliancePage() {
  return (
    <PageView
      page="compliance"
      asks={["school_year"]}
      knows={(page) => ({ decree: page.decrees.map((decree) => decree.decree) })}
    >
      {(page: Compliance) => <Parts page={page} />}
    </PageView>
  );
}

function Parts({ page }: { page: Compliance }) {
  const { view } = useView();
  const decree: Decree | undefined =
    page.decrees.find((one) => one.decree === view.decree) ??
    page.decrees.find((one) => one.in_force) ??
    page.decrees[0];
  return (
    <>
      {decree && <ComplianceHead page={page} decree={decree} />}
      <MissingTile page={page} />
      {decree && <OutcomesTiles page={page} decree={decree} />}
      <RecordsTile page={page} />
      <TimelinessTile page={page} />
      <ServicesTile page={page} />
      <RatiosTile page={page} />
    </>
  );
}
