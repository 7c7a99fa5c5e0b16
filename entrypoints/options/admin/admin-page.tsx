import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Check, Group, Input, Select } from '@/components/form-controls.tsx';
import { PageHeader } from '@/components/page-header.tsx';
import { text } from '@/utils/i18n/text.ts';
import { type Draft, formatDraft } from './draft.ts';
import { ResultView } from './result-view.tsx';
import {
  type BrowserName,
  type CertificateFilter,
  certificateOrigins,
  FIRST_NUMBER,
  NAME_PARTS,
  STORES,
} from './rollout.ts';
import { SettingsForm } from './settings-form.tsx';
import './admin.css';

const SOURCES = ['none', 'store', 'chromeStore', 'server'] as const;

interface Installation {
  source: (typeof SOURCES)[number];
  serverUrl: string;
  extensionId: string;
  firstNumber: number;
  isPinned: boolean;
}

/** The administrator's page: turns a form into an institution's policies, in every format. Stores nothing. */
export function AdminPage() {
  const [draft, setDraft] = useState<Draft>({});
  const [isAutomatic, setAutomatic] = useState(false);
  const [filter, setFilter] = useState<CertificateFilter>({});
  const [installation, setInstallation] = useState<Installation>({
    source: 'none',
    serverUrl: '',
    extensionId: browser.runtime.id,
    firstNumber: FIRST_NUMBER,
    isPinned: false,
  });
  const settings = formatDraft(draft);
  return (
    <main>
      <PageHeader title={text('admin.title')} />
      <p>
        <a href="/options.html">{text('admin.back')}</a>
      </p>
      <p class="note">{text('admin.lead')}</p>

      <h2>{text('admin.settings')}</h2>
      <SettingsForm draft={draft} onChange={setDraft} />

      <h2>{text('admin.certificate')}</h2>
      <Group title={text('admin.autoSelect')}>
        <Check name="automatic" label={text('admin.autoSelectUse')} checked={isAutomatic} onChange={setAutomatic} />
        <p class="note">{text('admin.autoSelectNote', { count: certificateOrigins(settings).length })}</p>
        {NAME_PARTS.map((part) => (
          <Input
            key={part}
            name={`issuer-${part}`}
            label={text(`admin.issuer.${part}`)}
            disabled={!isAutomatic}
            value={filter[part] ?? ''}
            onInput={({ value }) => setFilter({ ...filter, [part]: value })}
          />
        ))}
        {isAutomatic && !NAME_PARTS.some((part) => filter[part]) && (
          <p class="notice" role="alert" data-warning="empty-filter">
            {text('admin.emptyFilter')}
          </p>
        )}
      </Group>

      <h2>{text('admin.install')}</h2>
      <InstallForm installation={installation} onChange={setInstallation} />

      <h2>{text('admin.result')}</h2>
      <ResultView
        rolloutFor={(target) => ({
          ...installation,
          settings,
          certificate: isAutomatic ? filter : undefined,
          updateUrl: updateUrl(target, installation),
        })}
      />
    </main>
  );
}

/** The address from which this browser installs the extension; `undefined`: it does not. */
function updateUrl(target: BrowserName, { source, serverUrl }: Installation): string | undefined {
  switch (source) {
    case 'store':
      return STORES[target];
    case 'chromeStore':
      return STORES.chrome;
    case 'server':
      return serverUrl.trim() || undefined;
    default:
      return undefined;
  }
}

/** Where the browser gets the extension, and where the numbers of list entries begin. */
function InstallForm({
  installation,
  onChange,
}: {
  installation: Installation;
  onChange: (next: Installation) => void;
}) {
  const { source, serverUrl, extensionId, firstNumber, isPinned } = installation;
  const change = (part: Partial<Installation>) => onChange({ ...installation, ...part });
  return (
    <Group title={text('admin.forceInstall')}>
      <Select
        name="source"
        label={text('admin.source')}
        value={source}
        options={SOURCES.map((option) => [option, text(`admin.sources.${option}`)])}
        onChange={(chosen = source) => change({ source: chosen })}
      />
      {source === 'server' && (
        <Input
          name="serverUrl"
          label={text('admin.serverUrl')}
          type="url"
          value={serverUrl}
          onInput={({ value }) => change({ serverUrl: value })}
        />
      )}
      <Input
        name="extensionId"
        label={text('admin.extensionId')}
        value={extensionId}
        onInput={({ value }) => change({ extensionId: value.trim() })}
      />
      {!/^[a-p]{32}$/.test(extensionId) && (
        <p class="notice" role="alert" data-warning="id">
          {text('admin.wrongId')}
        </p>
      )}
      <p class="note">{text('admin.extensionIdNote')}</p>
      <Input
        name="firstNumber"
        label={text('admin.firstNumber')}
        type="number"
        min={1}
        value={firstNumber}
        onInput={({ valueAsNumber }) => change({ firstNumber: Math.max(1, Math.floor(valueAsNumber) || 1) })}
      />
      <p class="note">{text('admin.firstNumberNote')}</p>
      <Check
        name="isPinned"
        label={text('admin.pin')}
        checked={isPinned}
        onChange={(checked) => change({ isPinned: checked })}
      />
      <p class="note">{text('admin.pinNote')}</p>
    </Group>
  );
}
