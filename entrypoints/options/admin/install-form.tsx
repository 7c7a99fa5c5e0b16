import { text } from '@/utils/i18n/text.ts';
import { Group, Labelled } from './form-parts.tsx';
import { type BrowserName, STORES } from './rollout.ts';

const SOURCES = ['none', 'store', 'server'] as const;

export interface InstallChoice {
  source: (typeof SOURCES)[number];
  serverUrl: string;
  extensionId: string;
  firstNumber: number;
}

/** The address from which the browser installs the extension; `undefined`: it does not. */
export function updateUrlOf({ source, serverUrl }: InstallChoice, browser: BrowserName): string | undefined {
  if (source === 'store') return STORES[browser];
  return (source === 'server' && serverUrl.trim()) || undefined;
}

interface Props {
  choice: InstallChoice;
  onChange: (choice: InstallChoice) => void;
}

/** Where the browser gets the extension, and where the numbers of list entries begin. */
export function InstallForm({ choice, onChange }: Props) {
  const { source, serverUrl, extensionId, firstNumber } = choice;
  const change = (part: Partial<InstallChoice>) => onChange({ ...choice, ...part });
  return (
    <Group title={text('admin.forceInstall')}>
      <Labelled label={text('admin.source')}>
        <select
          name="source"
          value={source}
          onChange={(event) => change({ source: event.currentTarget.value as typeof source })}
        >
          {SOURCES.map((option) => (
            <option key={option} value={option}>
              {text(`admin.sources.${option}`)}
            </option>
          ))}
        </select>
      </Labelled>
      {source === 'server' && (
        <Labelled label={text('admin.serverUrl')}>
          <input
            name="serverUrl"
            type="url"
            value={serverUrl}
            onInput={(event) => change({ serverUrl: event.currentTarget.value })}
          />
        </Labelled>
      )}
      <Labelled label={text('admin.extensionId')}>
        <input
          name="extensionId"
          value={extensionId}
          onInput={(event) => change({ extensionId: event.currentTarget.value.trim() })}
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
          onInput={(event) => change({ firstNumber: Math.max(1, Math.floor(event.currentTarget.valueAsNumber) || 1) })}
        />
      </Labelled>
      <p class="note">{text('admin.firstNumberNote')}</p>
    </Group>
  );
}
