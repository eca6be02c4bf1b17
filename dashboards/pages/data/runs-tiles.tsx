import type { DataPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status, type StatusKind } from "../../components/figures/status.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";

type Props = { page: DataPage };
type Run = DataPage["runs"][number];

const stateKinds: Record<Run["state"], StatusKind> = {
  published: "good",
  failed: "bad",
  running: "none",
};

export function RunsTile({ page }: Props) {
  const say = useSay(dataMessages);
  const runs = page.runs.toSorted((one, other) => other.started_at.localeCompare(one.started_at));
  const last = runs[0];
  const findingOf = () => {
    if (page.load_alarms.length > 0) return say("data.alarms_finding", { loads: page.load_alarms.length });
    return last ? say("data.runs_finding", { state: last.state }) : say("data.runs_none");
  };
  return (
    <Tile id="runs" topic={say("data.runs_topic")} finding={findingOf()}>
      {page.load_alarms.length > 0 && <LoadAlarms alarms={page.load_alarms} />}
      {last && <Runs runs={runs} />}
      <Generations generations={page.generations} />
    </Tile>
  );
}

function LoadAlarms({ alarms }: { alarms: DataPage["load_alarms"] }) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  return (
    <FigureTable<DataPage["load_alarms"][number]>
      caption={say("data.alarms_table")}
      rows={alarms}
      rowKey={(alarm) => alarm.source}
      columns={[
        wordColumn("source", say("data.source"), (alarm) => alarm.label),
        wordColumn("due", say("data.due"), (alarm) => formats.moment(alarm.due_at)),
        wordColumn("state", say("data.state"), (alarm) => (
          <Status kind="bad">{say(`data.alarm_${alarm.kind}`)}</Status>
        )),
        wordColumn("message", say("data.message"), (alarm) => <span lang="en">{alarm.message}</span>),
      ]}
    />
  );
}

function Runs({ runs }: Pick<DataPage, "runs">) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  return (
    <FigureTable<Run>
      caption={say("data.runs_table")}
      rows={runs}
      limit={5}
      rowKey={(run) => run.run}
      columns={[
        wordColumn("run", say("data.started"), (run) => formats.moment(run.started_at)),
        wordColumn("state", say("data.state"), (run) => (
          <Status kind={stateKinds[run.state]}>{say(`data.state_${run.state}`)}</Status>
        )),
        wordColumn("started_by", say("data.started_by"), (run) => run.started_by),
        wordColumn("generation", say("data.generation"), (run) => run.generation ?? "–"),
        wordColumn("message", say("data.message"), (run) => run.message || run.command),
      ]}
    />
  );
}

function Generations({ generations }: Pick<DataPage, "generations">) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  return (
    <FigureTable<DataPage["generations"][number]>
      caption={say("data.generations_table")}
      rows={generations}
      limit={5}
      rowKey={(one) => one.generation}
      columns={[
        wordColumn("generation", say("data.generation"), (one) => one.generation),
        wordColumn("as_of", say("data.as_of"), (one) => formats.date(one.as_of)),
        wordColumn("published", say("data.published"), (one) => formats.moment(one.published_at)),
        figureColumn("rows", say("data.rows"), (one) => formats.number(one.rows)),
        figureColumn("failed", say("data.checks_failed"), (one) => formats.number(one.checks_failed)),
      ]}
    />
  );
}

export function ChecksTile({ page }: Props) {
  const say = useSay(dataMessages);
  const checks = page.checks.toSorted((one, other) => Number(one.passed) - Number(other.passed));
  return (
    <Tile
      id="checks"
      topic={say("data.checks_topic")}
      finding={say("data.checks_finding", {
        failed: checks.filter((check) => !check.passed).length,
        all: checks.length,
      })}
    >
      <FigureTable
        caption={say("data.checks_table")}
        rows={checks}
        limit={10}
        rowKey={(check) => check.check}
        columns={[
          {
            key: "promise",
            header: say("data.promise"),
            show: (check) => <span lang="en">{check.promise}</span>,
          },
          { key: "kind", header: say("data.kind"), show: (check) => say(`data.kind_${check.kind}`) },
          {
            key: "result",
            header: say("data.result"),
            show: (check) => (
              <Status kind={check.passed ? "good" : "warn"}>
                {check.passed ? say("data.passed") : say("data.failed", { rows: check.rows })}
              </Status>
            ),
          },
        ]}
      />
    </Tile>
  );
}
