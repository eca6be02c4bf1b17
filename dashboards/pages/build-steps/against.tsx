import { useQuery } from "@tanstack/react-query";
import type { KeptGenerations } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import type { ReportSlice } from "../../components/questions/draft.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { fetchGenerations } from "../../reports-client.ts";
import { buildMessages } from "../build/messages.ts";
import type { BuildProps } from "../build/use-answer.ts";

type Kept = KeptGenerations["generations"];

/** The earlier generations that are kept, newest first, and why a question cannot be compared with any. */
export function useAgainst({ by = [] }: ReportSlice): { kept: Kept; hindrance: string | null } {
  const say = useSay(buildMessages);
  const { data } = useQuery({ queryKey: ["generations"], queryFn: fetchGenerations });
  const kept = data?.generations.filter(({ generation }) => generation !== data.current) ?? [];
  if (by.includes("student")) return { kept, hindrance: say("build.against_student") };
  return { kept, hindrance: data && kept.length === 0 ? say("build.against_none") : null };
}

/** Which generation the figures stand beside. */
export function Against({ build, kept }: Pick<BuildProps, "build"> & { kept: Kept }) {
  const say = useSay(buildMessages);
  const formats = useFormats();
  const { compare, against = "" } = build.draft.slice;
  if (compare !== "generation") return null;
  const options = kept.map(({ generation, published_at, as_of }) => ({
    key: generation,
    label: say("build.against_one", { moment: formats.moment(published_at), date: formats.date(as_of) }),
  }));
  return (
    <Choice
      label={say("build.against")}
      value={against}
      options={options}
      onChoose={(generation) => build.change({ compare, against: generation })}
    />
  );
}
