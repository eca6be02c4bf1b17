import { useRef, useState } from "react";
import type { Dispute, ParentPage as Parent } from "#api/contract";
import { PageView } from "../../components/shell/page-view.tsx";
import { AbsencePart } from "./absence-part.tsx";
import { DisputePart } from "./dispute-part.tsx";
import { EvaluationPart } from "./evaluation-part.tsx";
import { ParentHead } from "./parent-head.tsx";
import { ServicesPart } from "./services-part.tsx";

/** One child: what was missed, what is due, what was given, and a way to say that it is wrong. */
export function ParentPage() {
  return (
    <PageView page="parent" asks={["child"]} hasSigns={false}>
      {(page: Parent) => <Parts key={page.child.key} page={page} />}
    </PageView>
  );
}

function Parts({ page }: { page: Parent }) {
  const [about, setAbout] = useState<Dispute["about"]>("absences");
  const words = useRef<HTMLTextAreaElement>(null);
  const dispute = (topic: Dispute["about"]) => {
    setAbout(topic);
    words.current?.focus();
  };
  return (
    <>
      <ParentHead page={page} />
      <AbsencePart page={page} onWrong={() => dispute("absences")} />
      <EvaluationPart page={page} onWrong={() => dispute("evaluation")} />
      <ServicesPart page={page} onWrong={() => dispute("services")} />
      <DisputePart page={page} about={about} onAbout={setAbout} words={words} />
    </>
  );
}
