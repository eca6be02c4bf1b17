import { useState } from "react";
import { useSay } from "../figures/formats.ts";
import { accessMessages } from "./messages.ts";
import { WhyDialog } from "./why-dialog.tsx";

/** Asks why something cannot be seen, where there is no figure that has a menu. */
export function WhyButton({ asked }: { asked: Record<string, string> }) {
  const say = useSay(accessMessages);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="text-button is-left" onClick={() => setOpen(true)}>
        {say("access.why")}
      </button>
      {isOpen && <WhyDialog asked={asked} onClose={() => setOpen(false)} />}
    </>
  );
}
