import { useState } from 'preact/hooks';
import { PolicyProblems } from '@/components/policy-problems.tsx';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { type Policy, parsePolicy } from '@/utils/settings/policy.ts';
import { type Draft, parseDraft, valueAt, withValue } from './draft.ts';
import { FIELDS, type Field, LISTS } from './fields.ts';
import { Group } from './form-parts.tsx';
import { type DraftProps, ValueInput } from './value-input.tsx';

/** The JSON text of a draft; `undefined` for an empty one. */
export function settingsOf(draft: Draft): string | undefined {
  return Object.keys(draft).length > 0 ? JSON.stringify(draft) : undefined;
}

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** The policy as a form and as JSON; each shows what is typed into the other. */
export function SettingsForm({ draft, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const change = (next: Draft) => {
    onChange(next);
    setTyped(Object.keys(next).length > 0 ? JSON.stringify(next, null, 2) : '');
  };
  const type = (json: string) => {
    setTyped(json);
    const parsed = parseDraft(json);
    if (parsed) onChange(parsed);
  };
  const policy = parsePolicy(settingsOf(draft));
  const props: DraftProps = { draft, systems: policy.facts.systems, onChange: change };
  return (
    <>
      {FIELDS.map(({ group, fields }) => (
        <Group key={group} title={text(`admin.group.${group}`)}>
          {fields.map((field) => (
            <ValueInput key={field.label} field={field} path={field.path} {...props} />
          ))}
        </Group>
      ))}
      {LISTS.map(({ name, fields }) => (
        <Rows key={name} name={name} fields={fields} {...props} />
      ))}
      <JsonInput typed={typed} policy={policy} onInput={type} />
    </>
  );
}

interface RowsProps extends DraftProps {
  name: string;
  fields: readonly Field[];
}

/** A list of objects, with an empty row at its end. */
function Rows({ name, fields, draft, systems, onChange }: RowsProps) {
  const value = valueAt(draft, [name]);
  const count = Array.isArray(value) ? value.length : 0;
  return (
    <Group title={text(`admin.group.${name}` as TextKey)}>
      {Array.from({ length: count + 1 }, (_, index) => (
        <fieldset class="row" key={index} aria-label={text('admin.row', { number: index + 1 })}>
          {fields.map((field) => (
            <ValueInput
              key={field.label}
              field={field}
              path={[name, index, ...field.path]}
              draft={draft}
              systems={systems}
              onChange={onChange}
            />
          ))}
          {index < count && (
            <button type="button" onClick={() => onChange(withValue(draft, [name, index], undefined))}>
              {text('admin.removeRow', { number: index + 1 })}
            </button>
          )}
        </fieldset>
      ))}
    </Group>
  );
}

interface JsonInputProps {
  typed: string;
  policy: Policy;
  onInput: (json: string) => void;
}

function JsonInput({ typed, policy, onInput }: JsonInputProps) {
  const isJson = parseDraft(typed) !== undefined;
  return (
    <Group title={text('admin.json')}>
      <p class="note">{text('admin.jsonNote')}</p>
      <textarea
        aria-label={text('admin.json')}
        spellcheck={false}
        value={typed}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <div role="status">
        <PolicyProblems problems={isJson ? policy.problems : [{ path: '', reason: 'json' }]} />
      </div>
    </Group>
  );
}
