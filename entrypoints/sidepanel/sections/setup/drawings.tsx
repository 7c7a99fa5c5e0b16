import type { ComponentChildren } from 'preact';
import { text } from '@/utils/i18n/text.ts';
import './drawings.css';

/** Drawings of the decisive moments in other windows, in the colours of the surfaces. Units: SVG user units. */
const WIDTH = 280;

/** M54: the files in the zip file; the user opens the certificate. */
export function ZipDrawing() {
  const files = [
    ['MamorisClt_XXXX-A-01.p12', 'marked'],
    ['MamorisClt_XXXX-A-01.txt', ''],
    [text('setup.drawing.manual'), ''],
    [text('setup.drawing.users'), ''],
  ] as const;
  return (
    <Drawing title={text('setup.drawing.zip')} height={132} window="MamorisClient_XXXX-A-01.zip">
      {files.map(([name, mark], index) => (
        <g key={name} transform={`translate(12 ${32 + index * 24})`}>
          {mark && <rect class="marked" width="256" height="22" rx="3" />}
          <path class="sheet" d="M7 4h7l4 4v10H7z" />
          <Label x={26} y={15} label={name} />
        </g>
      ))}
      <Label x={262} y={47} class="hint" text-anchor="end" label={text('setup.drawing.double')} />
    </Drawing>
  );
}

/** M56: the user keeps the default store. */
export function StoreDrawing() {
  return (
    <Drawing title={text('setup.drawing.store')} height={124} window={text('setup.drawing.wizard')}>
      <Label x={16} y={44} class="soft" label={text('setup.drawing.place')} />
      <rect class="marked" x="12" y="51" width="256" height="20" rx="3" />
      <circle class="control" cx="25" cy="61" r="5" />
      <circle class="full" cx="25" cy="61" r="2.5" />
      <Label x={36} y={65} label={text('setup.drawing.currentUser')} />
      <circle class="control" cx="25" cy="83" r="5" />
      <Label x={36} y={87} class="soft" label={text('setup.drawing.localComputer')} />
      <Button x={198} y={95} label={text('setup.drawing.next')} isMain />
    </Drawing>
  );
}

/** M57: the second line of the text file is the password. */
export function PasswordDrawing() {
  return (
    <Drawing title={text('setup.drawing.password')} height={136} window="MamorisClt_XXXX-A-01.txt" windowHeight={72}>
      <Label x={16} y={41} class="soft" label={text('setup.drawing.line1')} />
      <path class="words" d="M70 37h90" />
      <rect class="marked" x="12" y="46" width="256" height="20" rx="3" />
      <Label x={16} y={60} label={text('setup.drawing.line2')} />
      <path class="words strong" d="M70 56h150" />
      <path class="arrow" d="M120 67v38m-5-6 5 6 5-6" />
      <Label x={132} y={89} class="hint" label={text('setup.drawing.paste')} />
      <Label x={8} y={124} label={text('setup.drawing.field')} />
      <rect class="control" x="92" y="109" width="176" height="22" rx="3" />
      <Label x={100} y={124} label="••••••••••••" />
    </Drawing>
  );
}

/** M58: this message confirms the installation. */
export function FinishDrawing() {
  return (
    <Drawing title={text('setup.drawing.finish')} height={92} window={text('setup.drawing.wizard')}>
      <Label x={16} y={48} label={text('setup.drawing.imported')} />
      <Button x={198} y={63} label="OK" isMain />
    </Drawing>
  );
}

/** M62: the user selects the certificate before OK. */
export function DialogDrawing() {
  return (
    <Drawing title={text('setup.drawing.dialog')} height={108} window={text('setup.drawing.choose')}>
      <rect class="marked filled" x="12" y="32" width="256" height="24" rx="3" />
      <Label x={20} y={48} label={text('setup.drawing.certificate')} />
      <Button x={112} y={79} label="OK" isMain />
      <Button x={192} y={79} label={text('setup.drawing.cancel')} />
    </Drawing>
  );
}

type Props = { title: string; height: number; window: string; windowHeight?: number; children: ComponentChildren };

/** `window`: the title of the drawn window. */
function Drawing({ title, height, window, windowHeight = height, children }: Props) {
  return (
    <svg class="drawing" role="img" aria-label={title} viewBox={`0 0 ${WIDTH} ${height}`}>
      <title>{title}</title>
      <rect class="window" x="0.5" y="0.5" width={WIDTH - 1} height={windowHeight - 1} rx="5" />
      <path class="edge" d={`M0 24h${WIDTH}`} />
      <Label x={12} y={16} class="soft" label={window} />
      {children}
    </svg>
  );
}

type LabelProps = { x: number; y: number; label: string; class?: string; 'text-anchor'?: 'middle' | 'end' };

function Label({ label, ...attributes }: LabelProps) {
  return <text {...attributes}>{label}</text>;
}

function Button({ x, y, label, isMain }: { x: number; y: number; label: string; isMain?: boolean }) {
  return (
    <>
      <rect class={isMain ? 'control main' : 'control'} x={x} y={y} width="72" height="21" rx="4" />
      <Label x={x + 36} y={y + 15} text-anchor="middle" label={label} />
    </>
  );
}
