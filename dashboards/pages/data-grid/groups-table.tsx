import type { ReactNode } from "react";
import { useSay } from "../../components/figures/formats.ts";
import { useNames } from "../../components/figures/names.ts";
import { figureColumn, wordColumn } from "../../components/tables/columns.ts";
import { FigureTable } from "../../components/tables/figure-table.tsx";
import { useView } from "../../view.ts";
import { dataMessages } from "../data/messages.ts";
import type { Group, GroupedBy } from "./group-schools.ts";

type Props = { groups: Group[]; by: GroupedBy; within: string | undefined };

/** Schools by region, level or operator, the group with most gaps first; a group's button shows its schools only. */
export function GroupsTable({ groups, by, within }: Props) {
  const say = useSay(dataMessages);
  const nameOf = useGroupName(by);
  return (
    <FigureTable<Group>
      caption={say("data.grid_groups", { by })}
      rows={groups}
      limit={12}
      rowKey={({ name }) => name ?? ""}
      columns={[
        wordColumn("name", say("data.grid_group", { by }), (group) => (
          <GroupButton name={group.name} isOpen={group.name !== null && group.name === within}>
            {nameOf(group.name)}
          </GroupButton>
        )),
        figureColumn("gaps", say("data.grid_with_gaps"), (group) =>
          say("data.grid_of", { count: group.with_gaps, all: group.schools }),
        ),
        figureColumn("missing", say("data.grid_days"), (group) =>
          say("data.grid_of", { count: group.missing_days, all: group.due_days }),
        ),
      ]}
    />
  );
}

/** Levels have names of the model; regions and operators are the district's own. */
function useGroupName(by: GroupedBy): (name: string | null) => string {
  const say = useSay(dataMessages);
  const nameOf = useNames();
  return (name) =>
    name === null
      ? say("data.grid_no_group", { by })
      : by === "level"
        ? nameOf(`value.level.${name}`, name.charAt(0).toUpperCase() + name.slice(1))
        : name;
}

type ButtonProps = { name: string | null; isOpen: boolean; children: ReactNode };

function GroupButton({ name, isOpen, children }: ButtonProps) {
  const { change } = useView();
  if (name === null) return children;
  return (
    <button
      type="button"
      className="text-button"
      aria-pressed={isOpen}
      onClick={() => change({ within: isOpen ? "" : name })}
    >
      {children}
    </button>
  );
}
