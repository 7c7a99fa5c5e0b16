import type { ComponentChildren } from 'preact';

export function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div>{children}</div>
    </fieldset>
  );
}

export function Labelled({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: The control is one of the children.
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface CheckProps {
  name?: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function Check({ name, label, checked, onChange }: CheckProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        name={name}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

interface ChoicesProps<Option extends string> {
  name: string;
  label: string;
  options: readonly Option[];
  labelOf: (option: Option) => string;
  chosen: Option;
  onChange: (option: Option) => void;
}

/** Radio buttons side by side. */
export function Choices<Option extends string>({
  name,
  label,
  options,
  labelOf,
  chosen,
  onChange,
}: ChoicesProps<Option>) {
  return (
    <div class="choices short" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option} class="switch">
          <input
            type="radio"
            name={name}
            value={option}
            checked={option === chosen}
            onChange={() => onChange(option)}
          />
          <span>{labelOf(option)}</span>
        </label>
      ))}
    </div>
  );
}
