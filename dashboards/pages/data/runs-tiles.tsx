import type { DataPage } from "#api/contract";
import { useFormats, useSay } from "../../components/figures/formats.ts";
import { Status, type StatusKind } from "../../components/figures/status.tsx";
import { Tile } from "../../components/shell/tile.tsx";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { dataMessages } from "./messages.ts";

type Props = { page: DataPage };
type RunState = DataPage["runs"][number]["state"];

const stateKinds: Record<RunState, StatusKind> = {
  published: "good",
  failed: "bad",
  running: "none",
  did_not_start: "warn",
};

export function RunsTile({ page }: Props) {
  const say = useSay(dataMessages);
  const formats = useFormats();
  const runs = page.runs.toSorted((one, other) => other.started_at.localeCompare(one.started_at));
  const last = runs[0];
  return (
    <Tile
      id="runs"
      topic={say("data.runs_topic")}
      finding={last ? say("data.runs_finding", { state: last.state }) : say("data.runs_none")}
    >
      {runs.length > 0 && (
        <FigureTable
          caption={say("data.runs_table")}
          rows={runs}
          limit={5}
          rowKey={(run) => run.run}
          columns={[
            { key: "run", header: say("data.started"), show: (run) => formats.moment(run.started_at) },
            {
              key: "state",
              header: say("data.state"),
              show: (run) => <Status kind={stateKinds[run.state]}>{say(`data.state_${run.state}`)}</Status>,
            },
            { key: "generation", header: say("data.generation"), show: (run) => run.generation ?? "–" },
            { key: "message", header: say("data.message"), show: (run) => run.message },
          ]}
        />
      )}
      <FigureTable
        caption={say("data.generations_table")}
        rows={page.generations}
        limit={5}
        rowKey={(generation) => generation.generation}
        columns={[
          { key: "generation", header: say("data.generation"), show: (generation) => generation.generation },
          { key: "as_of", header: say("data.as_of"), show: (generation) => formats.date(generation.as_of) },
          {
            key: "published",
            header: say("data.published"),
            show: (generation) => formats.moment(generation.published_at),
          },
          {
            key: "rows",
            header: say("data.rows"),
            align: "end",
            show: (generation) => formats.number(generation.rows),
          },
          {
            key: "failed",
            header: say("data.checks_failed"),
            align: "end",
            show: (generation) => formats.number(generation.checks_failed),
          },
        ]}
      />
    </Tile>
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
          { key: "promise", header: say("data.promise"), show: (check) => check.promise },
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
