import { useState } from "react";
import { useSay } from "../../components/figures/formats.ts";
import { type Computed, numbersOf } from "../../components/questions/draft.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { buildMessages } from "../build/messages.ts";
import type { BuildProps } from "../build/use-answer.ts";
import { useColumnNames } from "../build/use-column-names.ts";

const kinds = ["ratio", "difference", "share", "rank"] as const;
type Kind = (typeof kinds)[number];
const isKind = (text: string): text is Kind => kinds.some((kind) => kind === text);

/** The most columns that a question may work out. */
const mostComputed = 12;

/** Columns worked out from the others: a ratio, a difference, a share, a rank; chosen, never written. */
export function ComputedColumns({ build, catalog }: Pick<BuildProps, "build" | "catalog">) {
  const say = useSay(buildMessages);
  const nameOf = useColumnNames(catalog);
  const { slice } = build.draft;
  const { computed = [] } = slice;
  const numbers = numbersOf(slice);
  const [kind, setKind] = useState<Kind>("ratio");
  const [first = "", setFirst] = useState(numbers[0]);
  const [second = "", setSecond] = useState(numbers[1] ?? numbers[0]);
  const options = numbers.map((key) => ({ key, label: nameOf(key) }));
  const has = (key: string) => numbers.includes(key);
  const add = () => {
    const label = say("build.computed.label", { kind, first: nameOf(first), second: nameOf(second) });
    const column = { key: freeKey(computed), label: label.slice(0, 100) };
    build.change({ computed: [...computed, computedOf(kind, [first, second], column)] });
  };
  return (
    <details className="choices">
      <summary>{say("build.computed")}</summary>
      <div className="choices-body">
        <Choice
          label={say("build.computed.what")}
          value={kind}
          options={kinds.map((key) => ({ key, label: say(`build.computed.kind.${key}`) }))}
          onChoose={(next) => isKind(next) && setKind(next)}
        />
        <Choice label={say("build.computed.first")} value={first} options={options} onChoose={setFirst} />
        {(kind === "ratio" || kind === "difference") && (
          <Choice
            label={say("build.computed.second")}
            value={second}
            options={options}
            onChoose={setSecond}
          />
        )}
        <button
          type="button"
          className="button"
          disabled={!has(first) || !has(second) || computed.length >= mostComputed}
          onClick={add}
        >
          {say("build.computed.add")}
        </button>
        {computed.map(({ key, label = key }) => (
          <button
            key={key}
            type="button"
            className="text-button"
            onClick={() => build.change({ computed: computed.filter((other) => other.key !== key) })}
          >
            {say("build.computed.remove", { column: label })}
          </button>
        ))}
      </div>
    </details>
  );
}

function computedOf(
  kind: Kind,
  [first, second]: [string, string],
  named: { key: string; label: string },
): Computed {
  if (kind === "share") return { kind, of: first, ...named };
  if (kind === "rank") return { kind, of: first, direction: "desc", ...named };
  return { kind, of: [first, second], ...named };
}

function freeKey(computed: Computed[]): string {
  const taken = new Set(computed.map(({ key }) => key));
  let number = computed.length + 1;
  while (taken.has(`column_${number}`)) number++;
  return `column_${number}`;
}
