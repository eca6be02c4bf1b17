import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { AlertRequest, Answer } from "#api/contract";
import { PageDialog } from "../../components/actions/page-dialog.tsx";
import { alertMessages } from "../../components/alerts/messages.ts";
import { firstRule, RuleFields, ruleFrom } from "../../components/alerts/rule-fields.tsx";
import { isRate } from "../../components/alerts/rule-words.ts";
import { useSay } from "../../components/figures/formats.ts";
import { useProblemWords } from "../../components/figures/names.ts";
import { useFieldNames } from "../../components/questions/words.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { fetchAlerts, makeAlert } from "../../reports-client.ts";
import type { BuildProps } from "../build/use-answer.ts";

type Props = BuildProps & { onDone: (words: string) => void; onClose: () => void };

/** What is filtered by; of the report, or of one row of it. */
type Where = NonNullable<AlertRequest["where"]>;
type Place = { key: string; label: string; where: Where };

/** More rows than these are not chosen from a list. */
const MOST_PLACES = 200;

/** Has a figure of the report watched: which, of what, and when it is to be told. */
export function AlertDialog(props: Props) {
  const { build, catalog, onDone, onClose } = props;
  const say = useSay(alertMessages);
  const problemWords = useProblemWords();
  const nameOf = useFieldNames(catalog);
  const places = usePlaces(props);
  const alerts = useQuery({ queryKey: ["alerts"], queryFn: fetchAlerts });
  const { measures } = build.draft.slice;
  const [measure, setMeasure] = useState(measures[0] ?? "");
  const [placeKey, setPlace] = useState("");
  const [ownTitle, setTitle] = useState<string | null>(null);
  const [rule, setRule] = useState(firstRule);
  const [isMissing, setMissing] = useState(false);
  const making = useMaking(onDone);
  const place = places.find(({ key }) => key === placeKey);
  const figure = nameOf(measure);
  const title = ownTitle ?? (place?.key ? say("alert.name_of", { figure, place: place.label }) : figure);
  const isPercent = isRate(measure, catalog);
  const make = () => {
    const written = ruleFrom(rule, isPercent);
    setMissing(written === null);
    const report = build.report ? { report: build.report.report } : {};
    if (written) making.mutate({ title, ...report, measure, where: place?.where ?? [], rule: written });
  };
  return (
    <PageDialog title={say("alert.title")} onClose={onClose}>
      <p>
        {say("alert.words")} {alerts.data && say("alert.told", toldBy(alerts.data))}
      </p>
      <Choice
        label={say("alert.figure")}
        value={measure}
        options={measures.map((key) => ({ key, label: nameOf(key) }))}
        onChoose={setMeasure}
      />
      <Choice label={say("alert.of")} value={placeKey} options={places} onChoose={setPlace} />
      <RuleFields rule={rule} isPercent={isPercent} onChange={setRule} />
      <NameField value={title} onChange={setTitle} />
      <p role="alert">
        {isMissing && say("alert.no_number")}
        {making.error && problemWords(making.error)}
      </p>
      <button type="button" className="button is-primary" disabled={making.isPending} onClick={make}>
        {say("alert.make")}
      </button>
    </PageDialog>
  );
}

const toldBy = ({ has_mail, address }: { has_mail: boolean; address: string | null }) => ({
  has_mail: has_mail && address !== null,
  address,
});

function useMaking(onDone: Props["onDone"]) {
  const say = useSay(alertMessages);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: makeAlert,
    onSuccess: async ({ state }) => {
      await queries.invalidateQueries({ queryKey: ["alerts"] });
      onDone(say("alert.made", { state }));
    },
  });
}

/** All that the report is about, and each of its rows; single students cannot be kept. */
function usePlaces({ build, answer }: Props): Place[] {
  const say = useSay(alertMessages);
  const { where = [] } = build.draft.slice;
  const all: Place = { key: "", label: say("alert.of_all"), where };
  const rows = answer.answer;
  const dimensions = rows?.columns.filter(({ kind }) => kind === "dimension").map(({ key }) => key) ?? [];
  if (!rows || dimensions.includes("student")) return [all];
  return [all, ...rows.rows.slice(0, MOST_PLACES).flatMap((row) => placeOf(row, dimensions, where))];
}

function placeOf(row: Answer["rows"][number], dimensions: string[], where: Where): Place[] {
  const cells = dimensions.flatMap((dimension) => {
    const cell = row[dimension];
    return typeof cell === "object" && cell !== null ? [{ dimension, ...cell }] : [];
  });
  if (cells.length === 0) return [];
  const own = cells.map(({ dimension, key }) => ({ dimension, op: "in" as const, values: [key] }));
  const others = where.filter(({ dimension }) => !dimensions.includes(dimension));
  return [
    {
      key: JSON.stringify(cells.map(({ key }) => key)),
      label: cells.map(({ label }) => label).join(", "),
      where: [...others, ...own],
    },
  ];
}

function NameField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const say = useSay(alertMessages);
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{say("alert.name")}</label>
      <input
        id={id}
        type="text"
        maxLength={200}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
