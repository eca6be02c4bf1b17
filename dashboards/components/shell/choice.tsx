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

type DayProps = { label: string; value: string | undefined; onChange: (day: string) => void };

/** A day of a page, kept in its address. */
export function DayField({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value ?? ""} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
