import { useState } from 'preact/hooks';
import { Button, CopyButton } from '@/components/buttons.tsx';
import { Choices, Group, type Option } from '@/components/form-controls.tsx';
import { isEdge } from '@/utils/browser/which-browser.ts';
import { text } from '@/utils/i18n/text.ts';
import {
  BROWSERS,
  type BrowserName,
  encodeUtf16,
  FORMATS,
  isExpanded,
  type Rollout,
  registryValues,
} from './rollout.ts';

type Format = keyof typeof FORMATS;

/** The roll-out for one browser in one format, to copy or to save. */
export function ResultView({ rolloutFor }: { rolloutFor: (target: BrowserName) => Rollout }) {
  const [target, setTarget] = useState<BrowserName>(isEdge() ? 'edge' : 'chrome');
  const [format, setFormat] = useState<Format>('reg');
  const rollout = rolloutFor(target);
  const { end, render } = FORMATS[format];
  const file = `mamoris-navi-${target}${end}`;
  const result = render(target, rollout);
  return (
    <Group title={text('admin.target')}>
      <Choices
        name="target"
        title={text('admin.target')}
        options={optionsOf(BROWSERS)}
        chosen={target}
        onChange={setTarget}
      />
      <Choices
        name="format"
        title={text('admin.format')}
        options={optionsOf(FORMATS)}
        chosen={format}
        onChange={setFormat}
      />
      <p class="note">{text(`admin.how.${format}`, { folder: BROWSERS[target].folder })}</p>
      {registryValues(target, rollout).length === 0 && (
        <p class="notice" role="status" data-warning="empty">
          {text('admin.nothing')}
        </p>
      )}
      {(format === 'gpo' || format === 'gpoScript') && isExpanded(registryValues(target, rollout)) && (
        <p class="notice" role="status" data-warning="percent">
          {text('admin.percent')}
        </p>
      )}
      <textarea readOnly aria-label={text('admin.result')} data-result={format} value={result} />
      <p class="buttons">
        <CopyButton key={result} label={text('admin.copy')} value={result} />
        <Button label={text('admin.save', { file })} onClick={() => save(file, result)} />
      </p>
    </Group>
  );
}

function optionsOf<Name extends BrowserName | Format>(names: Record<Name, unknown>): Option<Name>[] {
  return (Object.keys(names) as Name[]).map((name) => [name, text(`admin.choice.${name}`)]);
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
