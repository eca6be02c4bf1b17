import type { Catalog } from "#warehouse";
import type { Notice } from "../contract.ts";

type Option = { key: string; label: string };

/** What may stand beside a name in the list of students near chronic absence. */
const offered = [
  "grade",
  "days_absent",
  "absence_rate",
  "days_left_before_chronic",
  "excused_absence_share",
  "disability",
  "english_learner",
  "meals",
  "foster",
  "homeless",
  "gender",
  "race_ethnicity",
];
const usual = offered.slice(0, 5);

/** The columns on offer, labelled by the catalogue. */
export function columnOptions({ measures, dimensions }: Catalog): Option[] {
  const labels = new Map([...measures, ...dimensions].map(({ key, label }) => [key, label]));
  return offered.flatMap((key) => {
    const label = labels.get(key);
    return label === undefined ? [] : [{ key, label }];
  });
}

/** The columns asked for as `a,b,c`, in the order on offer; unknown ones are left out, with a notice. */
export function chooseColumns(wanted: string | undefined, options: Option[], notices: Notice[]): string[] {
  const known = options.map(({ key }) => key);
  const asked = wanted?.split(",").filter(Boolean);
  const strange = (asked ?? []).filter((key) => !known.includes(key));
  if (strange.length > 0)
    notices.push({ key: "no_column", asked: strange.join(", "), count: strange.length });
  const chosen = known.filter((key) => (asked ?? usual).includes(key));
  return chosen.length > 0 ? chosen : known.filter((key) => usual.includes(key));
}
