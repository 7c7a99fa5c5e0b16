import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { CopyButton } from '@/components/controls.tsx';
import { Logo } from '@/components/logo.tsx';
import { PolicyProblems } from '@/components/policy-problems.tsx';
import { isEdge } from '@/utils/browser/browser-info.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { type Draft, type Path, parseDraft, valueAt, withValue } from './draft.ts';
import { FIELDS, type Field, LISTS } from './fields.ts';
import {
  BROWSERS,
  type BrowserName,
  type CertificateFilter,
  certificateOrigins,
  FIRST_NUMBER,
  groupPolicyOf,
  NAME_PARTS,
  policyJson,
  powerShellOf,
  type Rollout,
  regFileOf,
  registryValues,
  removalPowerShellOf,
  removalRegFileOf,
  removalValues,
  STORES,
  utf16,
} from './rollout.ts';
import './admin.css';

/** What can be made of a roll-out, each with the end of its file's name, which begins with the extension's and the browser's. */
const FORMATS = {
  reg: { end: '.reg', words: (browser, rollout) => regFileOf(registryValues(browser, rollout)) },
  removal: { end: '-remove.reg', words: (browser, rollout) => removalRegFileOf(removalValues(browser, rollout)) },
  gpo: { end: '-gpo.txt', words: (browser, rollout) => groupPolicyOf(registryValues(browser, rollout)) },
  intune: { end: '.ps1', words: (browser, rollout) => powerShellOf(registryValues(browser, rollout)) },
  intuneRemoval: {
    end: '-remove.ps1',
    words: (browser, rollout) => removalPowerShellOf(removalValues(browser, rollout)),
  },
  json: { end: '.json', words: (_browser, rollout) => policyJson(rollout) },
} as const satisfies Record<string, { end: string; words: (browser: BrowserName, rollout: Rollout) => string }>;

type Format = keyof typeof FORMATS;

/** 管理者向け: from a form to the policies of an institution, in every form in which they are rolled out. Nothing of it is kept. */
export function AdminPage() {
  const [draft, setDraft] = useState<Draft>({});
  const [typed, setTyped] = useState('');
  const [isAutomatic, setAutomatic] = useState(false);
  const [filter, setFilter] = useState<CertificateFilter>({});
  const [source, setSource] = useState<'none' | 'store' | 'own'>('none');
  const [ownUrl, setOwnUrl] = useState('');
  const [extensionId, setExtensionId] = useState(browser.runtime.id);
  const [firstNumber, setFirstNumber] = useState(FIRST_NUMBER);
  const [target, setTarget] = useState<BrowserName>(isEdge() ? 'edge' : 'chrome');
  const [format, setFormat] = useState<Format>('reg');

  const change = (next: Draft) => {
    setDraft(next);
    setTyped(Object.keys(next).length > 0 ? JSON.stringify(next, null, 2) : '');
  };
  const type = (words: string) => {
    setTyped(words);
    const parsed = parseDraft(words);
    if (parsed) setDraft(parsed);
  };
  const isJson = parseDraft(typed) !== undefined;
  const settings = Object.keys(draft).length > 0 ? JSON.stringify(draft) : undefined;
  const updateUrl = source === 'store' ? STORES[target] : source === 'own' ? ownUrl.trim() : '';
  const rollout: Rollout = {
    ...{ extensionId, settings, firstNumber },
    certificate: isAutomatic ? filter : undefined,
    updateUrl: updateUrl || undefined,
  };
  const isEmpty = registryValues(target, rollout).length === 0;
  const { end, words } = FORMATS[format];
  const file = `mamoris-navi-${target}${end}`;
  const result = words(target, rollout);
  return (
    <main>
      <header>
        <Logo />
        <h1>{text('admin.title')}</h1>
      </header>
      <p>
        <a href="/options.html">{text('admin.back')}</a>
      </p>
      <p class="note">{text('admin.lead')}</p>

      <h2>{text('admin.settings')}</h2>
      {FIELDS.map(({ group, fields }) => (
        <Group key={group} title={text(`admin.group.${group}` as TextKey)}>
          {fields.map((field) => (
            <Input key={field.path.join('.')} field={field} path={field.path} draft={draft} change={change} />
          ))}
        </Group>
      ))}
      {LISTS.map(({ name, fields }) => (
        <Rows key={name} name={name} fields={fields} draft={draft} change={change} />
      ))}
      <Group title={text('admin.json')}>
        <p class="note">{text('admin.jsonNote')}</p>
        <textarea
          aria-label={text('admin.json')}
          spellcheck={false}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <div role="status">
          {isJson ? (
            <PolicyProblems problems={parsePolicy(settings ?? '{}').problems} />
          ) : (
            <PolicyProblems problems={[{ path: '', reason: 'json' }]} />
          )}
        </div>
      </Group>

      <h2>{text('admin.certificate')}</h2>
      <Group title={text('admin.autoSelect')}>
        <Check label={text('admin.autoSelectUse')} checked={isAutomatic} change={setAutomatic} />
        <p class="note">{text('admin.autoSelectNote', { count: certificateOrigins(settings).length })}</p>
        {NAME_PARTS.map((part) => (
          <Labelled key={part} label={text(`admin.issuer.${part}`)}>
            <input
              name={`issuer-${part}`}
              disabled={!isAutomatic}
              value={filter[part] ?? ''}
              onInput={(event) => setFilter({ ...filter, [part]: event.currentTarget.value })}
            />
          </Labelled>
        ))}
        {isAutomatic && !NAME_PARTS.some((part) => filter[part]) && (
          <p class="notice" role="alert" data-warning="empty-filter">
            {text('admin.emptyFilter')}
          </p>
        )}
      </Group>

      <h2>{text('admin.install')}</h2>
      <Group title={text('admin.forceInstall')}>
        <Labelled label={text('admin.source')}>
          <select
            name="source"
            value={source}
            onChange={(event) => setSource(event.currentTarget.value as typeof source)}
          >
            {(['none', 'store', 'own'] as const).map((each) => (
              <option key={each} value={each}>
                {text(`admin.sources.${each}`)}
              </option>
            ))}
          </select>
        </Labelled>
        {source === 'own' && (
          <Labelled label={text('admin.ownUrl')}>
            <input name="ownUrl" type="url" value={ownUrl} onInput={(event) => setOwnUrl(event.currentTarget.value)} />
          </Labelled>
        )}
        <Labelled label={text('admin.extensionId')}>
          <input
            name="extensionId"
            value={extensionId}
            onInput={(event) => setExtensionId(event.currentTarget.value.trim())}
          />
        </Labelled>
        {!/^[a-p]{32}$/.test(extensionId) && (
          <p class="notice" role="alert" data-warning="id">
            {text('admin.wrongId')}
          </p>
        )}
        <p class="note">{text('admin.extensionIdNote')}</p>
        <Labelled label={text('admin.firstNumber')}>
          <input
            name="firstNumber"
            type="number"
            min="1"
            value={firstNumber}
            onInput={(event) => setFirstNumber(Math.max(1, Math.floor(event.currentTarget.valueAsNumber) || 1))}
          />
        </Labelled>
        <p class="note">{text('admin.firstNumberNote')}</p>
      </Group>

      <h2>{text('admin.result')}</h2>
      <Group title={text('admin.target')}>
        <Choices name="target" all={Object.keys(BROWSERS) as BrowserName[]} chosen={target} choose={setTarget} />
        <Choices name="format" all={Object.keys(FORMATS) as Format[]} chosen={format} choose={setFormat} />
        <p class="note">{text(`admin.how.${format}`, { folder: BROWSERS[target].folder })}</p>
        {isEmpty && (
          <p class="notice" role="status" data-warning="empty">
            {text('admin.nothing')}
          </p>
        )}
        <textarea readOnly aria-label={text('admin.result')} data-result={format} value={result} />
        <p class="buttons">
          <CopyButton key={result} kind="copy" label={text('admin.copy')} value={result} />
          <button type="button" onClick={() => save(file, result)}>
            {text('admin.save', { file })}
          </button>
        </p>
      </Group>
    </main>
  );
}

/** Hands a file to the browser's downloads. Windows reads `.reg` files as UTF-16, and PowerShell scripts as UTF-8 only with a mark. */
function save(file: string, words: string): void {
  const content = file.endsWith('.reg') ? utf16(words) : file.endsWith('.ps1') ? `\ufeff${words}` : words;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  link.download = file;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div>{children}</div>
    </fieldset>
  );
}

function Labelled({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: The control is what is put into it.
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

function Check({ label, checked, change }: { label: string; checked: boolean; change: (checked: boolean) => void }) {
  return (
    <label class="switch">
      <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

interface ChoicesProps<Each extends 'chrome' | 'edge' | Format> {
  name: string;
  all: readonly Each[];
  chosen: Each;
  choose: (each: Each) => void;
}

function Choices<Each extends BrowserName | Format>({ name, all, chosen, choose }: ChoicesProps<Each>) {
  return (
    <div class="choices short" role="radiogroup" aria-label={text(name === 'target' ? 'admin.target' : 'admin.format')}>
      {all.map((each) => (
        <label key={each} class="switch">
          <input type="radio" name={name} value={each} checked={each === chosen} onChange={() => choose(each)} />
          <span>{text(`admin.choice.${each}`)}</span>
        </label>
      ))}
    </div>
  );
}

interface InputProps {
  field: Field;
  path: Path;
  draft: Draft;
  change: (draft: Draft) => void;
}

/** One value of the settings. What is left empty is not set. */
function Input({ field: { kind, label }, path, draft, change }: InputProps) {
  const value = valueAt(draft, path);
  const set = (next: unknown) => change(withValue(draft, path, next));
  const name = path.join('.');
  if (kind === 'switch') {
    return (
      <Labelled label={text(label)}>
        <select name={name} value={String(value ?? '')} onChange={(event) => set(SWITCH[event.currentTarget.value])}>
          <option value="">{text('admin.unset')}</option>
          <option value="true">{text('admin.on')}</option>
          <option value="false">{text('admin.off')}</option>
        </select>
      </Labelled>
    );
  }
  if (typeof kind === 'object') {
    return (
      <Labelled label={text(label)}>
        <select
          name={name}
          value={String(value ?? '')}
          onChange={(event) => set(event.currentTarget.value || undefined)}
        >
          <option value="">{text('admin.unset')}</option>
          {kind.map(([each, words]) => (
            <option key={each} value={each}>
              {text(words)}
            </option>
          ))}
        </select>
      </Labelled>
    );
  }
  return (
    <Labelled label={text(label)}>
      <input
        name={name}
        type={kind as 'text'}
        value={typeof value === 'string' || typeof value === 'number' ? value : ''}
        onInput={({ currentTarget: { value: words, valueAsNumber } }) =>
          set(words === '' ? undefined : kind === 'number' ? valueAsNumber : words)
        }
      />
    </Labelled>
  );
}

const SWITCH: Record<string, boolean | undefined> = { true: true, false: false };

interface RowsProps {
  name: (typeof LISTS)[number]['name'];
  fields: readonly Field[];
  draft: Draft;
  change: (draft: Draft) => void;
}

/** A list of the settings, with a row for one more below it. */
function Rows({ name, fields, draft, change }: RowsProps) {
  const value = valueAt(draft, [name]);
  const count = Array.isArray(value) ? value.length : 0;
  return (
    <Group title={text(`admin.group.${name}`)}>
      {Array.from({ length: count + 1 }, (_, index) => (
        <fieldset class="row" key={index} aria-label={text('admin.row', { number: index + 1 })}>
          {fields.map((field) => (
            <Input
              key={field.path.join('.')}
              field={field}
              path={[name, index, ...field.path]}
              draft={draft}
              change={change}
            />
          ))}
          {index < count && (
            <button type="button" onClick={() => change(withValue(draft, [name, index], undefined))}>
              {text('admin.removeRow', { number: index + 1 })}
            </button>
          )}
        </fieldset>
      ))}
    </Group>
  );
}
