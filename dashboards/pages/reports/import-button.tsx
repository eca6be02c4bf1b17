import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, FileTrigger } from "react-aria-components";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { importReport } from "../../reports-client.ts";
import { reportsMessages } from "./messages.ts";

/** Takes in one report as the JSON file that it was downloaded as, and opens it. */
export function ImportButton() {
  const say = useSay(reportsMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useMutation({
    mutationFn: importReport,
    onSuccess: async ({ report }) => {
      await queries.invalidateQueries({ queryKey: ["reports"] });
      await navigate({ to: "/reports/build", search: { r: report } });
    },
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && !isPending) mutate(file);
  };
  return (
    <div className="download">
      <FileTrigger acceptedFileTypes={["application/json", ".json"]} onSelect={take}>
        <Button className="button">{say("reports.import")}</Button>
      </FileTrigger>
      <span role="status" className="download-state">
        {isPending && say("reports.importing")}
      </span>
      <span role="alert" className="download-state">
        {error && say("reports.import_failed", { reason: problemWords(error) })}
      </span>
    </div>
  );
}
