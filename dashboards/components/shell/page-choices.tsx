import { useView } from "../../view.ts";
import { useSay } from "../figures/formats.ts";
import { Choice } from "./choice.tsx";
import { shellMessages } from "./messages.ts";

/** The school year of a page, newest first. */
export function YearChoice({ page }: { page: { school_year: string; school_years: string[] } }) {
  const say = useSay(shellMessages);
  const { change } = useView();
  const years = page.school_years.toSorted((one, other) => other.localeCompare(one));
  return (
    <Choice
      label={say("shell.school_year")}
      value={page.school_year}
      options={years.map((year) => ({ key: year, label: year }))}
      onChoose={(year) => change({ school_year: year === years[0] ? "" : year })}
    />
  );
}

type Grouped = { student_group: string; student_groups: { key: string; label: string }[] };

/** The student group that a page is about; everybody is the default and stays out of the address. */
export function GroupChoice({ page }: { page: Grouped }) {
  const say = useSay(shellMessages);
  const { change } = useView();
  return (
    <Choice
      label={say("shell.student_group")}
      value={page.student_group}
      options={page.student_groups}
      onChoose={(group) => change({ student_group: group === "ALL" ? "" : group })}
    />
  );
}
