import { useMutation, useQueryClient } from "@tanstack/react-query";
import { redeem } from "../../client.ts";
import { useFormats, useSay } from "../figures/formats.ts";
import { useProblemWords } from "../figures/names.ts";
import { formOf } from "./form-of.ts";
import { accessMessages } from "./messages.ts";

/** Where a parent types the code that the school gave her. */
export function CodeForm() {
  const say = useSay(accessMessages);
  const formats = useFormats();
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const use = useMutation({
    mutationFn: (form: FormData) => redeem(String(form.get("code") ?? "")),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <form className="code-form" onSubmit={(event) => use.mutate(formOf(event))}>
      <label>
        {say("access.code")}
        <input name="code" required maxLength={64} autoComplete="off" />
      </label>
      <button type="submit" className="button" disabled={use.isPending}>
        {say("access.code_use")}
      </button>
      <p className="aside">{say("access.code_words")}</p>
      <p role="status">
        {use.data &&
          say("access.code_done", {
            relation: say("access.relation", { relation: use.data.relation }),
            to: formats.date(use.data.to),
          })}
      </p>
      <p role="alert">{problemWords(use.error)}</p>
    </form>
  );
}
