import type { CostsPage as Costs } from "#api/contract";
import { currentOf } from "../../components/figures/program-findings.ts";
import { PageView } from "../../components/shell/page-view.tsx";
import { AlertsTile } from "./alerts-tile.tsx";
import { CaseTile } from "./case-tile.tsx";
import { CostsHead } from "./costs-head.tsx";
import { ProgramTile } from "./program-tile.tsx";
import { ProgramsTile } from "./programs-tile.tsx";
import { SourcesTile } from "./sources-tile.tsx";
import { YearsTile } from "./years-tile.tsx";

/** What was approved, what it costs to keep running, and who pays. */
export function CostsPage() {
  return (
    <PageView
      page="costs"
      asks={["as_of"]}
      knows={(page) => ({ program: currentOf(page.programs).map((program) => program.key) })}
    >
      {(page: Costs) => (
        <>
          <CostsHead page={page} />
          <YearsTile page={page} />
          <AlertsTile page={page} />
          <ProgramsTile page={page} />
          <ProgramTile page={page} />
          <SourcesTile page={page} />
          {page.programs
            .filter((program) => program.is_case_file)
            .map((program) => (
              <CaseTile key={program.key} page={page} program={program} />
            ))}
        </>
      )}
    </PageView>
  );
}
