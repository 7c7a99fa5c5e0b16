import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure } from '#i18n';

/** A key of the locale files. */
export type TextKey = keyof GeneratedI18nStructure;

/** A code such as `certificate-missing` as it stands in a text key: hyphens become underscores. */
export type KeyPart<Code extends string> = Code extends `${infer Head}-${infer Tail}`
  ? `${Head}_${KeyPart<Tail>}`
  : Code;

/** The key part of a code: message names may hold no hyphen. */
export function keyPart<Code extends string>(code: Code): KeyPart<Code> {
  return code.replaceAll('-', '_') as KeyPart<Code>;
}

/** The text for a key, with its `{named}` places filled in. */
export function text(key: TextKey, values: Record<string, string | number> = {}): string {
  const message = browser.i18n.getMessage(key.replaceAll('.', '_') as Parameters<typeof browser.i18n.getMessage>[0]);
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
