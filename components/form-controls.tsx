import type { ComponentChildren } from 'preact';

/** A value to choose, and its label. */
export type Option<Value> = readonly [value: Value, label: string];

interface ControlProps {
  name: string;
  label: string;
  disabled?: boolean;
}

export function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div>{children}</div>
    </fieldset>
  );
}

interface CheckProps extends ControlProps {
  type?: 'checkbox' | 'radio';
  value?: string | number;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A checkbox, or a radio button, with its label. */
export function Check({ label, type = 'checkbox', onChange, ...attributes }: CheckProps) {
  return (
    <label class="switch">
      <input type={type} {...attributes} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface InputProps extends ControlProps {
  type?: 'text' | 'url' | 'number' | 'date' | 'datetime-local';
  min?: number;
  value: string | number;
  onInput: (input: HTMLInputElement) => void;
}

/** A line of text, or a number, with its label. */
export function Input({ label, type, onInput, ...attributes }: InputProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input type={type as 'text'} {...attributes} onInput={(event) => onInput(event.currentTarget)} />
    </label>
  );
}

interface SelectProps<Value> extends ControlProps {
  value: unknown;
  options: readonly Option<Value>[];
  onChange: (value: Value | undefined) => void;
}

/** A drop-down list with its label. */
export function Select<Value extends string | boolean | number | undefined>(props: SelectProps<Value>) {
  const { name, label, value, options, onChange } = props;
  const choose = (chosen: string) => onChange(options.find(([option]) => String(option ?? '') === chosen)?.[0]);
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name} value={String(value ?? '')} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(([option, optionLabel]) => (
          <option key={option} value={String(option ?? '')}>
            {optionLabel}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Copies a list with or without a member. */
export function withMember<Value>(members: readonly Value[], member: Value, isMember: boolean): Value[] {
  const others = members.filter((other) => other !== member);
  return isMember ? [...others, member] : others;
}
