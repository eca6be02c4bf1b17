import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { makeGroup } from "../../reports-client.ts";
import { useSay } from "../figures/formats.ts";
import { useProblemWords } from "../figures/names.ts";
import type { Filter } from "../questions/draft.ts";
import { groupsKey } from "../questions/named-groups.ts";
import { builderMessages } from "./messages.ts";

type Props = {
  dimension: "school" | "student";
  members: Filter["values"];
  /** Gets what stands for the members in a filter from now on. */
  onKept: (value: string) => void;
};

/** Keeps the chosen schools or students under a name, so that other reports can use them. */
export function KeepGroup({ dimension, members, onKept }: Props) {
  const say = useSay(builderMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const id = useId();
  const [name, setName] = useState("");
  const keeping = useMutation({
    mutationFn: () => makeGroup({ name, dimension, members }),
    onSuccess: async ({ value }) => {
      await queries.invalidateQueries({ queryKey: groupsKey });
      setName("");
      onKept(value);
    },
  });
  return (
    <form
      className="form-row keep-group"
      onSubmit={(event) => {
        event.preventDefault();
        if (!keeping.isPending) keeping.mutate();
      }}
    >
      <div className="choice">
        <label htmlFor={id}>{say("builder.group_name", { count: members.length })}</label>
        <input
          id={id}
          type="text"
          value={name}
          maxLength={100}
          required
          onChange={({ target }) => setName(target.value)}
        />
      </div>
      <button type="submit" className="button" disabled={keeping.isPending}>
        {say("builder.keep_group")}
      </button>
      {keeping.error && <span role="alert">{problemWords(keeping.error)}</span>}
    </form>
  );
}
