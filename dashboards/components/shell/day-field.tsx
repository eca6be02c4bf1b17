import { useId } from "react";

type Props = { label: string; value: string | undefined; onChange: (day: string) => void };

/** A day of a page, kept in its address. */
export function DayField({ label, value, onChange }: Props) {
  const id = useId();
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value ?? ""} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
