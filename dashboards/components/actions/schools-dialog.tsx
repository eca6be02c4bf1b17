import { useQuery } from "@tanstack/react-query";
import type { Slice } from "#api/contract";
import { fetchAnswer } from "../../client.ts";
import { useSay } from "../figures/formats.ts";
import { figureMessages } from "../figures/messages.ts";
import { nameAnswer, useNames, useProblemWords } from "../figures/names.ts";
import { AnswerTable } from "../tables/answer-table.tsx";
import { PageDialog } from "./page-dialog.tsx";

type Props = { subject: string; slice: Slice; onClose: () => void };

/** The same question by school, asked when the reader wants it; the server decides what she may see. */
export function SchoolsDialog({ subject, slice, onClose }: Props) {
  const say = useSay(figureMessages);
  const bySchool: Slice = { ...slice, by: ["school"], order: [{ column: "school", direction: "asc" }] };
  const schools = useQuery({ queryKey: ["break-out", bySchool], queryFn: () => fetchAnswer(bySchool) });
  const nameOf = useNames();
  const problemWords = useProblemWords();
  const title = say("figure.break_out_title", { subject });
  return (
    <PageDialog title={title} onClose={onClose}>
      <div role="status">
        {schools.isPending && say("figure.loading")}
        {schools.isError && say("figure.unavailable", { reason: problemWords(schools.error) })}
      </div>
      {schools.data && (
        <AnswerTable caption={title} isCaptionHidden answer={nameAnswer(schools.data, nameOf)} />
      )}
    </PageDialog>
  );
}
