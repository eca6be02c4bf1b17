import { useSay } from "../../components/figures/formats.ts";
import { buildMessages } from "../build/messages.ts";
import type { BuildProps } from "../build/use-answer.ts";
import { FiltersStep, WhoStep } from "./filter-steps.tsx";
import { GroupsStep } from "./groups-step.tsx";
import { MeasuresStep } from "./measures-step.tsx";
import { OrderStep } from "./order-step.tsx";

/** The five steps of a question, each to read and to change. */
export function Steps(props: BuildProps) {
  const say = useSay(buildMessages);
  return (
    <div className="steps-list">
      <h2 className="sr-only">{say("build.steps")}</h2>
      <WhoStep {...props} />
      <FiltersStep {...props} />
      <GroupsStep {...props} />
      <MeasuresStep {...props} />
      <OrderStep {...props} />
    </div>
  );
}
