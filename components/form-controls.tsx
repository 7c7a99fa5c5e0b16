import type { ComponentChildren } from 'preact';
import type { System } from '@/utils/catalog/systems.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';

/** A value to choose, its label, and a note beside it. */
export type Option<Value> = readonly [value: Value, label: string, note?: string];

interface ControlProps {
  name: string;
  label: string;
  disabled?: boolean;
}

/** A group of controls with a title. */
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
  note?: string | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A checkbox, or a radio button, with its label. */
export function Check({ label, note, type = 'checkbox', onChange, ...attributes }: CheckProps) {
  return (
    <label class="switch">
      <input type={type} {...attributes} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
      {note && <span class="note">{note}</span>}
    </label>
  );
}

/** A value that can be chosen: a member of a list, or the single value. */
export type ValueOf<Chosen> = (Chosen extends readonly (infer Member)[] ? Member : Chosen) & (string | number);

interface ChoicesProps<Chosen> {
  name: string;
  /** For screen readers, where no visible title belongs to the choices. */
  title?: string;
  options: readonly Option<ValueOf<Chosen>>[];
  chosen: Chosen;
  disabled?: boolean;
  isWide?: boolean;
  onChange: (chosen: Chosen) => void;
}

/** Choices side by side: checkboxes for a list, radio buttons for a single value. */
export function Choices<Chosen>(props: ChoicesProps<Chosen>) {
  const { name, title, options, chosen, disabled = false, isWide, onChange } = props;
  const members: readonly unknown[] | undefined = Array.isArray(chosen) ? chosen : undefined;
  const role = members ? 'group' : 'radiogroup';
  return (
    <div class={isWide ? 'choices' : 'choices short'} {...(title && { role, 'aria-label': title })}>
      {options.map(([value, label, note]) => (
        <Check
          key={value}
          type={members ? 'checkbox' : 'radio'}
          {...{ name, value, label, note, disabled }}
          checked={members ? members.includes(value) : value === chosen}
          onChange={(isOn) => onChange((members ? withMember(members, value, isOn) : value) as Chosen)}
        />
      ))}
    </div>
  );
}

type ChoiceGroupProps<Chosen> = Omit<ChoicesProps<Chosen>, 'disabled'> & {
  title: string;
  hint?: string | undefined;
  /** The policy sets the value. */
  isLocked: boolean;
};

/** Choices as a group of their own. */
export function ChoiceGroup<Chosen>({ title, hint, isLocked, ...choices }: ChoiceGroupProps<Chosen>) {
  return (
    <Group title={title}>
      {isLocked && <p class="managed">{text('options.managed')}</p>}
      <Choices {...choices} disabled={isLocked} />
      {hint && <p class="note">{hint}</p>}
    </Group>
  );
}

/** Lists systems as options. */
export function systemOptions(systems: readonly System[]): Option<System['id']>[] {
  return systems.map((system) => [system.id, nameOf(system)]);
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
export function Select<Value>(props: SelectProps<Value>) {
  const { name, label, value, options, onChange } = props;
  const choose = (chosen: string) => onChange(options.find(([option]) => String(option ?? '') === chosen)?.[0]);
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name} value={String(value ?? '')} onChange={(event) => choose(event.currentTarget.value)}>
        {options.map(([option, optionLabel]) => (
          <option key={String(option)} value={String(option ?? '')}>
            {optionLabel}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Copies a list with or without a member. */
function withMember<Value>(members: readonly Value[], member: Value, isMember: boolean): Value[] {
  const others = members.filter((other) => other !== member);
  return isMember ? [...others, member] : others;
}
