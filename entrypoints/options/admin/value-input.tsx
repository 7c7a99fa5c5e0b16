import type { System } from '@/utils/catalog/systems.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { type Draft, type Path, valueAt, withValue } from './draft.ts';
import type { Field } from './fields.ts';
import { Check, Labelled } from './form-parts.tsx';

export interface DraftProps {
  draft: Draft;
  /** The systems of the draft, to choose from. */
  systems: readonly System[];
  onChange: (draft: Draft) => void;
}

interface InputProps extends DraftProps {
  field: Field;
  path: Path;
}

/** The input of one value. An empty input removes the value from the draft. */
export function ValueInput({ field, path, draft, systems, onChange }: InputProps) {
  const value = valueAt(draft, path);
  const set = (next: unknown) => onChange(withValue(draft, path, next));
  const name = path.join('.');
  const label = text(field.label as TextKey);
  if (field.kind === 'switch') {
    const options = [
      [true, text('admin.on')],
      [false, text('admin.off')],
    ] as const;
    return <Select {...{ name, label, value, options, set }} />;
  }
  if (field.kind === 'choice') return <Select {...{ name, label, value, options: labelledOptions(field), set }} />;
  if (field.kind === 'members') {
    const options = field.options
      ? labelledOptions(field)
      : systems.map((system) => [system.id, nameOf(system)] as const);
    return <Members {...{ name, label, value, options, set }} />;
  }
  return (
    <Labelled label={label}>
      <input
        name={name}
        type={field.kind as 'text'}
        value={typeof value === 'string' || typeof value === 'number' ? value : ''}
        onInput={({ currentTarget: { value: typed, valueAsNumber } }) =>
          set(typed === '' ? undefined : field.kind === 'number' ? valueAsNumber : typed)
        }
      />
    </Labelled>
  );
}

type Option = readonly [value: string | number | boolean, label: string];

/** Labels the options of a field: `language.ja` for the option `ja` of `language`; the only numbers are minutes. */
function labelledOptions({ path, options = [] }: Field): Option[] {
  return options.map((option) => [
    option,
    typeof option === 'number'
      ? text('options.closingMinutesBefore', { minutes: option })
      : text(`${path.at(-1)}.${option}` as TextKey),
  ]);
}

interface OptionsProps {
  name: string;
  label: string;
  value: unknown;
  options: readonly Option[];
  set: (value: unknown) => void;
}

function Select({ name, label, value, options, set }: OptionsProps) {
  const choose = (chosen: string) => set(options.find(([option]) => String(option) === chosen)?.[0]);
  return (
    <Labelled label={label}>
      <select name={name} value={String(value ?? '')} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{text('admin.unset')}</option>
        {options.map(([option, optionLabel]) => (
          <option key={option} value={String(option)}>
            {optionLabel}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** A list as checkboxes. Without a check the draft has no list. */
function Members({ name, label, value, options, set }: OptionsProps) {
  const members: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (option: unknown, isMember: boolean) => {
    const others = members.filter((member) => member !== option);
    const next = isMember ? [...others, option] : others;
    set(next.length > 0 ? next : undefined);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: A fieldset would have the style of a group of fields.
    <div class="field" role="group" aria-label={label}>
      <span>{label}</span>
      <div class="choices short">
        {options.map(([option, optionLabel]) => (
          <Check
            key={option}
            name={`${name}.${option}`}
            label={optionLabel}
            checked={members.includes(option)}
            onChange={(isMember) => toggle(option, isMember)}
          />
        ))}
      </div>
    </div>
  );
}
