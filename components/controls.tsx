import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '@/utils/i18n/text.ts';

/** Copies a text. If the browser refuses, the button shows the text for copying by hand. */
export function CopyButton({ label, value }: { label: string; value: string }) {
  const [isCopied, setCopied] = useState<boolean>();
  const copy = () => {
    // Resets the label first, so that screen readers announce a second copy.
    setCopied(undefined);
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {isCopied ? text('action.copied') : label}
      </button>
      {isCopied === false && (
        <span class="by-hand" role="alert">
          {text('action.notCopied', { value })}
        </span>
      )}
    </>
  );
}

/** A link that opens a new tab. */
export function Link(props: { address: string; class?: string; children: ComponentChildren }) {
  return (
    <a href={props.address} target="_blank" rel="noreferrer" class={props.class}>
      {props.children}
    </a>
  );
}
