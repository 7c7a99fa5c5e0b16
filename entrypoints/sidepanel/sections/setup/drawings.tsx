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
    <Drawing title={text('setup.drawing.zip')} height={132}>
      <Window title="MamorisClient_XXXX-A-01.zip" height={132} />
      {files.map(([name, mark], index) => (
        <g key={name} transform={`translate(12 ${32 + index * 24})`}>
          {mark && <rect class="marked" width="256" height="22" rx="3" />}
          <path class="sheet" d="M7 4h7l4 4v10H7z" />
          <text x="26" y="15">
            {name}
          </text>
        </g>
      ))}
      <text class="hint" x="262" y="47" text-anchor="end">
        {text('setup.drawing.double')}
      </text>
    </Drawing>
  );
}

/** M56: the user keeps the default store. */
export function StoreDrawing() {
  return (
    <Drawing title={text('setup.drawing.store')} height={124}>
      <Window title={text('setup.drawing.wizard')} height={124} />
      <text class="soft" x="16" y="44">
        {text('setup.drawing.place')}
      </text>
      <rect class="marked" x="12" y="51" width="256" height="20" rx="3" />
      <circle class="control" cx="25" cy="61" r="5" />
      <circle class="full" cx="25" cy="61" r="2.5" />
      <text x="36" y="65">
        {text('setup.drawing.currentUser')}
      </text>
      <circle class="control" cx="25" cy="83" r="5" />
      <text class="soft" x="36" y="87">
        {text('setup.drawing.localComputer')}
      </text>
      <Button x={198} y={95} label={text('setup.drawing.next')} isMain />
    </Drawing>
  );
}

/** M57: the second line of the text file is the password. */
export function PasswordDrawing() {
  return (
    <Drawing title={text('setup.drawing.password')} height={136}>
      <Window title="MamorisClt_XXXX-A-01.txt" height={72} />
      <text class="soft" x="16" y="41">
        {text('setup.drawing.line1')}
      </text>
      <path class="words" d="M70 37h90" />
      <rect class="marked" x="12" y="46" width="256" height="20" rx="3" />
      <text x="16" y="60">
        {text('setup.drawing.line2')}
      </text>
      <path class="words strong" d="M70 56h150" />
      <path class="arrow" d="M120 67v38m-5-6 5 6 5-6" />
      <text class="hint" x="132" y="89">
        {text('setup.drawing.paste')}
      </text>
      <text x="8" y="124">
        {text('setup.drawing.field')}
      </text>
      <rect class="control" x="92" y="109" width="176" height="22" rx="3" />
      <text x="100" y="124">
        ••••••••••••
      </text>
    </Drawing>
  );
}

/** M58: this message confirms the installation. */
export function FinishDrawing() {
  return (
    <Drawing title={text('setup.drawing.finish')} height={92}>
      <Window title={text('setup.drawing.wizard')} height={92} />
      <text x="16" y="48">
        {text('setup.drawing.imported')}
      </text>
      <Button x={198} y={63} label="OK" isMain />
    </Drawing>
  );
}

/** M62: the user selects the certificate before OK. */
export function DialogDrawing() {
  return (
    <Drawing title={text('setup.drawing.dialog')} height={108}>
      <Window title={text('setup.drawing.choose')} height={108} />
      <rect class="marked filled" x="12" y="32" width="256" height="24" rx="3" />
      <text x="20" y="48">
        {text('setup.drawing.certificate')}
      </text>
      <Button x={112} y={79} label="OK" isMain />
      <Button x={192} y={79} label={text('setup.drawing.cancel')} />
    </Drawing>
  );
}

function Drawing(props: { title: string; height: number; children: ComponentChildren }) {
  return (
    <svg class="drawing" role="img" aria-label={props.title} viewBox={`0 0 ${WIDTH} ${props.height}`}>
      <title>{props.title}</title>
      {props.children}
    </svg>
  );
}

function Window({ title, height }: { title: string; height: number }) {
  return (
    <>
      <rect class="window" x="0.5" y="0.5" width={WIDTH - 1} height={height - 1} rx="5" />
      <path class="edge" d={`M0 24h${WIDTH}`} />
      <text class="soft" x="12" y="16">
        {title}
      </text>
    </>
  );
}

function Button({ x, y, label, isMain }: { x: number; y: number; label: string; isMain?: boolean }) {
  return (
    <>
      <rect class={isMain ? 'control main' : 'control'} x={x} y={y} width="72" height="21" rx="4" />
      <text x={x + 36} y={y + 15} text-anchor="middle">
        {label}
      </text>
    </>
  );
}
