import { browser } from 'wxt/browser';
import { Check, Group, Input, Select } from '@/components/form-controls.tsx';
import { text } from '@/utils/i18n/text.ts';
import { BROWSERS, type BrowserName, FIRST_NUMBER } from './rollout.ts';

const SOURCES = ['none', 'store', 'chromeStore', 'server'] as const;

/** What the form about the installation holds. */
interface Installation {
  source: (typeof SOURCES)[number];
  serverUrl: string;
  extensionId: string;
  firstNumber: number;
  isPinned: boolean;
}

/** The form at first: no installation. */
export function firstInstallation(): Installation {
  return {
    source: 'none',
    serverUrl: '',
    extensionId: browser.runtime.id,
    firstNumber: FIRST_NUMBER,
    isPinned: false,
  };
}

/** The address from which this browser installs the extension; `undefined`: it does not. */
export function updateUrl(target: BrowserName, { source, serverUrl }: Installation): string | undefined {
  const server = serverUrl.trim() || undefined;
  return { none: undefined, store: BROWSERS[target].store, chromeStore: BROWSERS.chrome.store, server }[source];
}

interface Props {
  installation: Installation;
  onChange: (next: Installation) => void;
}

/** Where the browser gets the extension, and where the numbers of list entries begin. */
export function InstallForm({ installation, onChange }: Props) {
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
