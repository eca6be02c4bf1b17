import type { BoardPage as Board } from "#api/contract";
import { PageView } from "../../components/shell/page-view.tsx";
import { AbsenceTile } from "./absence-tile.tsx";
import { BoardHead } from "./board-head.tsx";
import { AttentionTile, ChangesTile } from "./changes-tile.tsx";
import { DecreeTile } from "./decree-tile.tsx";
import { EnrollmentTile } from "./enrollment-tile.tsx";
import { MoneyTile } from "./money-tile.tsx";
import { ClassesTile, RecordsTile } from "./records-tiles.tsx";
import { SchoolsTile } from "./schools-tile.tsx";

/** What it costs and who pays; whether we comply; which schools or children are missing. */
export function BoardPage() {
  return (
    <PageView page="board" asks={["school_year", "student_group"]}>
      {(page: Board) => (
        <>
          <BoardHead page={page} />
          <MoneyTile page={page} />
          <DecreeTile page={page} />
          <ClassesTile page={page} />
          <RecordsTile page={page} />
          <AbsenceTile page={page} />
          <EnrollmentTile page={page} />
          <ChangesTile page={page} />
          <AttentionTile page={page} />
          <SchoolsTile page={page} />
        </>
      )}
    </PageView>
  );
}
