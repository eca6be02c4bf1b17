import type { SchoolPage as School } from "#api/contract";
import { PageView } from "../../components/shell/page-view.tsx";
import { DisputesTile } from "./disputes-tile.tsx";
import { EnrollmentTile } from "./enrollment-tile.tsx";
import { GroupsTile, ServicesTile } from "./group-tiles.tsx";
import { NearTile } from "./near-tile.tsx";
import { SchoolHead } from "./school-head.tsx";
import { StateTile } from "./state-tile.tsx";
import { SuspensionsTile } from "./suspensions-tile.tsx";
import { listNames, TodayTile } from "./today-tile.tsx";
import { WeeksTile } from "./weeks-tile.tsx";

/** What a principal does today, and why her figures differ from the state's. */
export function SchoolPage() {
  return (
    <PageView
      page="school"
      asks={["school", "school_year", "student_group", "from", "to", "columns"]}
      knows={() => ({ list: listNames })}
    >
      {(page: School) => (
        <>
          <SchoolHead page={page} />
          <TodayTile page={page} />
          <DisputesTile page={page} />
          <NearTile page={page} />
          <EnrollmentTile page={page} />
          <WeeksTile page={page} />
          <GroupsTile page={page} />
          <ServicesTile page={page} />
          <SuspensionsTile page={page} />
          <StateTile page={page} />
        </>
      )}
    </PageView>
  );
}
