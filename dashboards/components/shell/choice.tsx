import { useId } from "react";

type Option = { key: string; label: string };
type Props = { label: string; value: string; options: Option[]; onChoose: (key: string) => void };

/** One choice of a page, kept in its address. */
export function Choice({ label, value, options, onChoose }: Props) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
