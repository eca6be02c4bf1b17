import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { NamedGroup } from "#api/contract";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { groupsKey, useNamedGroups } from "../../components/questions/named-groups.ts";
import { deleteGroup } from "../../reports-client.ts";
import { reportsMessages } from "./messages.ts";
import { ShareGroupDialog } from "./share-group-dialog.tsx";

/** The groups of schools and students that the reader's filters may name; her own can go. */
export function GroupsSection() {
  const say = useSay(reportsMessages);
  const id = useId();
  const groups = useNamedGroups();
  const [told, setTold] = useState("");
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say("reports.groups")}</h2>
      <p className="hint">{say("reports.groups_words")}</p>
      <ul className="named-groups">
        {groups.map((group) => (
          <Group key={group.group} group={group} onTold={setTold} />
        ))}
      </ul>
      <p role="status">{told}</p>
    </section>
  );
}

type GroupProps = { group: NamedGroup; onTold: (words: string) => void };

function Group({ group, onTold }: GroupProps) {
  const say = useSay(reportsMessages);
  const problemWords = useProblemWords();
  const queries = useQueryClient();
  const { name, dimension, size, owner, sharing } = group;
  const [isSharing, setSharing] = useState(false);
  const deleting = useMutation({
    mutationFn: () => deleteGroup(group.group),
    onSuccess: () => queries.invalidateQueries({ queryKey: groupsKey }),
  });
  return (
    <li>
      <span>
        <strong>{name}</strong>{" "}
        <span className="hint">
          {say("reports.group_of", { dimension, count: size, owner: owner.name })}
          {" · "}
          {say("reports.group_sharing", { with: sharing.with })}
        </span>
      </span>
      {group.may_edit && (
        <button
          type="button"
          className="text-button"
          aria-label={say("reports.group_share", { name })}
          onClick={() => setSharing(true)}
        >
          {say("reports.share")}
        </button>
      )}
      {isSharing && (
        <ShareGroupDialog
          group={group}
          onDone={(words) => {
            onTold(words);
            setSharing(false);
          }}
          onClose={() => setSharing(false)}
        />
      )}
      {group.may_edit && (
        <button
          type="button"
          className="text-button"
          aria-label={say("reports.group_delete", { name })}
          disabled={deleting.isPending}
          onClick={() => deleting.mutate()}
        >
          {say("reports.delete")}
        </button>
      )}
      {deleting.error && <span role="alert">{problemWords(deleting.error)}</span>}
    </li>
  );
}
