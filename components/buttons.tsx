import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '@/utils/i18n/text.ts';

type ButtonProps = ButtonHTMLAttributes & { label: string; onClick: () => void };

/** A button that shows a text. */
export function Button({ label, ...attributes }: ButtonProps) {
  return (
    <button type="button" {...attributes}>
      {label}
    </button>
  );
}

/**
 * Copies a text. If the browser refuses, the button shows the text for copying by hand. `next`: what to do then.
 * `after`: words that help once it is copied.
 */
export function CopyButton({ label, value, next, after, onCopy }: CopyProps) {
  const [isCopied, setCopied] = useState<boolean>();
  const copy = () => {
    // Resets the label first, so that screen readers announce a second copy.
    setCopied(undefined);
    // The browser may end soon after: it has copied once everything is stored.
    Promise.all([navigator.clipboard.writeText(value), onCopy?.()]).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <Button label={isCopied ? text('action.copied') : label} onClick={copy} />
      {isCopied === false && (
        <span class="by-hand" role="alert">
          {text('action.notCopied', { value })}
        </span>
      )}
      {next && <span class="next">{next}</span>}
      {isCopied && after && <p class="note">{after}</p>}
    </>
  );
}

type CopyProps = { label: string; value: string; next?: string; after?: string; onCopy?: () => Promise<void> };

type LinkProps = { address: string; class?: string; onClick?: () => void; children: ComponentChildren };

/** A link that opens a new tab. */
export function Link({ address, ...attributes }: LinkProps) {
  return <a href={address} target="_blank" rel="noreferrer" {...attributes} />;
}

/** The same, as a button. */
export function LinkButton({ label, ...attributes }: Omit<LinkProps, 'children'> & { label: string }) {
  return (
    <Link {...attributes} class="button">
      {label}
    </Link>
  );
}
