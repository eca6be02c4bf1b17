import type { ReactNode } from "react";

/** A label with the one control that it names. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className="field">
      {label}
      {children}
    </label>
  );
}

type Option = { key: string; label: string };
type SelectProps = {
  label: string;
  name: string;
  options: Option[];
  value?: string;
  onChoose?: (key: string) => void;
};

/** A choice in a form. */
export function SelectField({ label, name, options, value, onChoose }: SelectProps) {
  const chosen = onChoose
    ? { value, onChange: (event: { target: { value: string } }) => onChoose(event.target.value) }
    : {};
  return (
    <Field label={label}>
      <select name={name} required {...chosen}>
        {options.map((option) => (
          <option key={option.key} value={option.key}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
