import { useId } from "react";

type Option<Key extends string> = { key: Key; label: string; hindrance?: string | null };
type Props<Key extends string> = {
  legend: string;
  options: Option<Key>[];
  value: Key;
  onChoose: (key: Key) => void;
};

/** One of few; an option that cannot be had stays in sight and says why. */
export function RadioRow<Key extends string>({ legend, options, value, onChoose }: Props<Key>) {
  const name = useId();
  return (
    <fieldset className="radio-row">
      <legend>{legend}</legend>
      {options.map(({ key, label, hindrance }) => (
        <label key={key} className={hindrance ? "check is-hindered" : "check"}>
          <input
            type="radio"
            name={name}
            checked={key === value}
            disabled={Boolean(hindrance)}
            onChange={() => onChoose(key)}
          />
          <span>
            {label}
            {hindrance && <span className="field-hindrance">{hindrance}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
