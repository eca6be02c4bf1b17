import { Link } from "@tanstack/react-router";
import type { Catalog } from "#api/contract";
import { keyOf, labelOf } from "../../components/figures/cells.ts";
import { useSay } from "../../components/figures/formats.ts";
import { MarkLegend } from "../../components/figures/mark-sign.tsx";
import { comparable, othersOf } from "../../components/questions/definitions.ts";
import { useCatalog } from "../../components/questions/use-catalog.ts";
import { Choice } from "../../components/shell/choice.tsx";
import { Notices } from "../../components/shell/notices.tsx";
import { Refusal } from "../../components/shell/page-view.tsx";
import { Skeleton } from "../../components/shell/skeleton.tsx";
import { useTitle } from "../../components/shell/use-title.ts";
import { useView } from "../../view.ts";
import { buildMessages } from "../build/messages.ts";
import { definitionsMessages } from "./messages.ts";
import { BySchool, PairTable } from "./pair-table.tsx";
import { Students } from "./students.tsx";
import { mayAskBy, type Pair, useNamedAnswer, usePair } from "./use-pair.ts";

/** Two definitions of one thing: what each counts, and the students whom they see otherwise. */
export function DefinitionsPage() {
  const say = useSay(definitionsMessages);
  const { catalog, error, refetch } = useCatalog();
  useTitle(say("definitions.title"));
  if (error) return <Refusal page="reports" problem={error} onAgain={() => void refetch()} />;
  if (!catalog) return <Skeleton />;
  return <Definitions catalog={catalog} />;
}

function Definitions({ catalog }: { catalog: Catalog }) {
  const say = useSay(definitionsMessages);
  const sayBuild = useSay(buildMessages);
  const { refused } = useView();
  const pair = usePair(catalog);
  return (
    <article className="page page-definitions">
      <Notices notices={[]} refused={refused} unknown={[]} />
      <header className="page-head">
        <div className="page-words">
          <p className="topic">
            <Link to="/reports">{sayBuild("build.back")}</Link>
          </p>
          <h1>{say("definitions.title")}</h1>
          <p className="standfirst">{say("definitions.words")}</p>
        </div>
      </header>
      {pair ? <Sides pair={pair} catalog={catalog} /> : <p>{say("definitions.nothing")}</p>}
    </article>
  );
}

function Sides({ pair, catalog }: { pair: Pair; catalog: Catalog }) {
  const { view } = useView();
  const measures = [pair.first.key, pair.second.key];
  const isBySchool = mayAskBy("school", pair, catalog);
  const bySchool = useNamedAnswer(isBySchool ? { measures, by: ["school"] } : null);
  const schools = (bySchool.answer?.rows ?? []).map((row) => ({
    key: keyOf(row, "school"),
    label: labelOf(row, "school"),
  }));
  const school = schools.length === 1 ? schools[0]?.key : view.school;
  return (
    <>
      <Choices pair={pair} catalog={catalog} schools={schools} />
      <PairTable pair={pair} school={isBySchool ? school : undefined} />
      <Students pair={pair} catalog={catalog} school={school} />
      {bySchool.answer && schools.length > 1 && <BySchool answer={bySchool.answer} />}
      <MarkLegend />
    </>
  );
}

type ChoicesProps = { pair: Pair; catalog: Catalog; schools: { key: string; label: string }[] };

function Choices({ pair: { first, second }, catalog, schools }: ChoicesProps) {
  const say = useSay(definitionsMessages);
  const { view, change } = useView();
  const choose = (one: string, other: string) => change({ m: `${one},${other}` });
  return (
    <div className="form-row">
      <Choice
        label={say("definitions.first")}
        value={first.key}
        options={comparable(catalog)}
        onChoose={(key) => choose(key, key === second.key ? first.key : second.key)}
      />
      <Choice
        label={say("definitions.second")}
        value={second.key}
        options={othersOf(first, catalog)}
        onChoose={(key) => choose(first.key, key)}
      />
      {schools.length > 1 && (
        <Choice
          label={say("definitions.school")}
          value={view.school ?? ""}
          options={[{ key: "", label: say("definitions.all_schools") }, ...schools]}
          onChoose={(school) => change({ school })}
        />
      )}
    </div>
  );
}
