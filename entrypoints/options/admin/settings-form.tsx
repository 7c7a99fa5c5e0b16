import { useState } from 'preact/hooks';
import { Button } from '@/components/buttons.tsx';
import { Choices, Group, Input, type Option, Select, systemOptions } from '@/components/form-controls.tsx';
import type { System } from '@/utils/catalog/systems.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { PolicyProblems } from '../policy-problems.tsx';
import { type Draft, formatDraft, type Path, parseDraft, valueAt, withValue } from './draft.ts';
import { FIELDS, type Field, LISTS } from './fields.ts';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** The policy as a form and as JSON; each shows what is typed into the other. */
export function SettingsForm({ draft, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const change = (next: Draft) => {
    onChange(next);
    setTyped(formatDraft(next, 2) ?? '');
  };
  const changeJson = (json: string) => {
    setTyped(json);
    onChange(parseDraft(json) ?? draft);
  };
  const { facts, problems } = parsePolicy(formatDraft(draft));
  const props = { draft, systems: facts.systems, onChange: change };
  const inputs = (fields: readonly Field[], row: Path = []) =>
    fields.map((field) => <ValueInput key={field.label} field={field} path={[...row, ...field.path]} {...props} />);
  return (
    <>
      {FIELDS.map(({ group, fields }) => (
        <Group key={group} title={text(`admin.group.${group}`)}>
          {inputs(fields)}
        </Group>
      ))}
      {LISTS.map(({ name, fields }) => {
        const rows = valueAt(draft, [name]);
        const count = Array.isArray(rows) ? rows.length : 0;
        return (
          <Group key={name} title={text(`admin.group.${name}` as TextKey)}>
            {/* An empty row at the end, to add one. */}
            {Array.from({ length: count + 1 }, (_, index) => (
              <fieldset class="row" key={index} aria-label={text('admin.row', { number: index + 1 })}>
                {inputs(fields, [name, index])}
                {index < count && (
                  <Button
                    label={text('admin.removeRow', { number: index + 1 })}
                    onClick={() => change(withValue(draft, [name, index], undefined))}
                  />
                )}
              </fieldset>
            ))}
          </Group>
        );
      })}
      <Group title={text('admin.json')}>
        <p class="note">{text('admin.jsonNote')}</p>
        <textarea
          aria-label={text('admin.json')}
          spellcheck={false}
          value={typed}
          onInput={(event) => changeJson(event.currentTarget.value)}
        />
        <div role="status">
          <PolicyProblems problems={parseDraft(typed) ? problems : [{ path: '', reason: 'json' }]} />
        </div>
      </Group>
    </>
  );
}

interface ValueInputProps extends Props {
  field: Field;
  path: Path;
  systems: readonly System[];
}

/** The input of one value. An empty input removes the value from the draft. */
function ValueInput({ field, path, draft, systems, onChange }: ValueInputProps) {
  const value = valueAt(draft, path);
  const set = (next: unknown) => onChange(withValue(draft, path, next));
  const name = path.join('.');
  const label = text(field.label as TextKey);
  const options = optionsOf(field, systems);
  if (field.kind === 'switch' || field.kind === 'choice') {
    const values = field.kind === 'switch' ? [true, false].map(switchOption) : options;
    const all: Option<unknown>[] = [[undefined, text('admin.unset')], ...values];
    return <Select {...{ name, label, value }} options={all} onChange={set} />;
  }
  if (field.kind === 'members') {
    const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
    return (
      <div class="field">
        <span>{label}</span>
        <Choices
          {...{ name, options, chosen }}
          title={label}
          onChange={(next) => set(next.length > 0 ? next : undefined)}
        />
      </div>
    );
  }
  return (
    <Input
      {...{ name, label }}
      type={field.kind}
      value={typeof value === 'string' || typeof value === 'number' ? value : ''}
      onInput={({ value: typed, valueAsNumber }) =>
        set(typed === '' ? undefined : field.kind === 'number' ? valueAsNumber : typed)
      }
    />
  );
}

function switchOption(isOn: boolean): Option<boolean> {
  return [isOn, text(isOn ? 'admin.on' : 'admin.off')];
}

/** Lists the options of a field with their labels: `language.ja` for the option `ja` of `language`. */
function optionsOf({ path, options }: Field, systems: readonly System[]): Option<string | number>[] {
  if (!options) return systemOptions(systems);
  return options.map((option) => [
    option,
    // The only numbers are minutes.
    typeof option === 'number'
      ? text('options.closingMinutesBefore', { minutes: option })
      : text(`${path.at(-1)}.${option}` as TextKey),
  ]);
}
