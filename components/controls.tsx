import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '@/utils/i18n/text.ts';
import type { Deed } from './step-action.ts';

/** Copies; says that it has, or shows the text for copying by hand where the browser refuses. */
export function CopyButton({ label, value }: Extract<Deed, { kind: 'copy' }>) {
  const [done, setDone] = useState<boolean>();
  const copy = () => {
    // Taken back first, so that copying again is told again.
    setDone(undefined);
    navigator.clipboard.writeText(value).then(
      () => setDone(true),
      () => setDone(false),
    );
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {done ? text('action.copied') : label}
      </button>
      {done === false && (
        <span class="by-hand" role="alert">
          {text('action.notCopied', { value })}
        </span>
      )}
    </>
  );
}

/** A link to somewhere else, in a new tab. */
export function Link(props: { address: string; class?: string; children: ComponentChildren }) {
  return (
    <a href={props.address} target="_blank" rel="noreferrer" class={props.class}>
      {props.children}
    </a>
  );
}
