import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PageDialog } from "../actions/page-dialog.tsx";
import { useSay } from "../figures/formats.ts";
import { purposeMessages } from "./messages.ts";
import { PurposeForm } from "./purpose-form.tsx";

type Props = {
  school: string;
  /** The element that holds the list: the focus goes there once it is shown. */
  listId: string;
};

/** In place of a list of special-education records: why it is not there, and the question that opens it. */
export function PurposeAsk({ school, listId }: Props) {
  const say = useSay(purposeMessages);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const showLists = async () => {
    setOpen(false);
    await Promise.all(["page", "answer"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    focusOn(listId);
  };
  return (
    <div className="purpose">
      <p>{say("purpose.why")}</p>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {say("purpose.state")}
      </button>
      {isOpen && (
        <PageDialog title={say("purpose.title")} onClose={() => setOpen(false)}>
          <PurposeForm school={school} onKept={() => void showLists()} />
        </PageDialog>
      )}
    </div>
  );
}

/** The button that was pressed is gone; the list stands in its place. */
function focusOn(listId: string): void {
  const list = document.getElementById(listId);
  list?.setAttribute("tabindex", "-1");
  list?.focus();
}
