import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchGrants, fetchSession } from "../../client.ts";
import { PageDialog } from "../actions/page-dialog.tsx";
import { useSay } from "../figures/formats.ts";
import { useProblemWords } from "../figures/names.ts";
import { CodeForm } from "./code-form.tsx";
import { GrantList } from "./grant-list.tsx";
import { accessMessages } from "./messages.ts";

/** Opens the grants of whoever is signed in. */
export function MyAccess() {
  const say = useSay(accessMessages);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        {say("access.mine")}
      </button>
      {isOpen && <MyAccessDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function MyAccessDialog({ onClose }: { onClose: () => void }) {
  const say = useSay(accessMessages);
  const problemWords = useProblemWords();
  const session = useQuery({ queryKey: ["session"], queryFn: fetchSession }).data;
  const answer = useQuery({ queryKey: ["grants", "mine"], queryFn: () => fetchGrants("mine") });
  const mine = answer.data?.grants.filter(({ holds }) => holds);
  return (
    <PageDialog title={say("access.mine")} onClose={onClose}>
      <div role="status">
        {answer.isPending && say("access.loading")}
        {problemWords(answer.error)}
        {mine?.length === 0 && say("access.mine_none")}
      </div>
      {mine && <GrantList grants={mine} />}
      {session?.viewed_by === null && <CodeForm />}
    </PageDialog>
  );
}
