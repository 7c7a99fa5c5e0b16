import { useState } from 'preact/hooks';
import { CopyButton } from '@/components/controls.tsx';
import { text } from '@/utils/i18n/text.ts';
import { Choices, Group } from './form-parts.tsx';
import {
  BROWSERS,
  type BrowserName,
  encodeUtf16,
  formatGroupPolicy,
  formatPolicyJson,
  formatPowerShell,
  formatRegFile,
  formatRemovalPowerShell,
  formatRemovalRegFile,
  type Rollout,
  registryValues,
  removalValues,
} from './rollout.ts';

interface FormatOfRollout {
  /** The end of the file name, which begins with the names of the extension and of the browser. */
  end: string;
  render: (browser: BrowserName, rollout: Rollout) => string;
}

/** The formats in which institutions roll policies out. */
const FORMATS = {
  reg: { end: '.reg', render: (browser, rollout) => formatRegFile(registryValues(browser, rollout)) },
  removal: { end: '-remove.reg', render: (browser, rollout) => formatRemovalRegFile(removalValues(browser, rollout)) },
  gpo: { end: '-gpo.txt', render: (browser, rollout) => formatGroupPolicy(registryValues(browser, rollout)) },
  intune: { end: '.ps1', render: (browser, rollout) => formatPowerShell(registryValues(browser, rollout)) },
  intuneRemoval: {
    end: '-remove.ps1',
    render: (browser, rollout) => formatRemovalPowerShell(removalValues(browser, rollout)),
  },
  json: { end: '.json', render: (_browser, rollout) => formatPolicyJson(rollout) },
} as const satisfies Record<string, FormatOfRollout>;

type Format = keyof typeof FORMATS;

interface Props {
  target: BrowserName;
  rollout: Rollout;
  onTargetChange: (target: BrowserName) => void;
}

/** The roll-out for one browser in one format, to copy or to save. */
export function ResultView({ target, rollout, onTargetChange }: Props) {
  const [format, setFormat] = useState<Format>('reg');
  const { end, render } = FORMATS[format];
  const file = `mamoris-navi-${target}${end}`;
  const result = render(target, rollout);
  return (
    <Group title={text('admin.target')}>
      <Choices
        name="target"
        label={text('admin.target')}
        options={Object.keys(BROWSERS) as BrowserName[]}
        labelOf={(option) => text(`admin.choice.${option}`)}
        chosen={target}
        onChange={onTargetChange}
      />
      <Choices
        name="format"
        label={text('admin.format')}
        options={Object.keys(FORMATS) as Format[]}
        labelOf={(option) => text(`admin.choice.${option}`)}
        chosen={format}
        onChange={setFormat}
      />
      <p class="note">{text(`admin.how.${format}`, { folder: BROWSERS[target].folder })}</p>
      {registryValues(target, rollout).length === 0 && (
        <p class="notice" role="status" data-warning="empty">
          {text('admin.nothing')}
        </p>
      )}
      <textarea readOnly aria-label={text('admin.result')} data-result={format} value={result} />
      <p class="buttons">
        <CopyButton key={result} label={text('admin.copy')} value={result} />
        <button type="button" onClick={() => save(file, result)}>
          {text('admin.save', { file })}
        </button>
      </p>
    </Group>
  );
}

/** Saves a file. Windows reads `.reg` files as UTF-16, and PowerShell scripts as UTF-8 only with a byte order mark. */
function save(file: string, result: string): void {
  const content = file.endsWith('.reg') ? encodeUtf16(result) : file.endsWith('.ps1') ? `\ufeff${result}` : result;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  link.download = file;
  link.click();
  URL.revokeObjectURL(link.href);
}
