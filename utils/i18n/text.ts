import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure } from '#i18n';
import { textValues } from '../catalog/facts.ts';

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

/** Texts by message name, as in the browser's own `messages.json`. */
export type Messages = Record<string, { message: string }>;

let chosen: Messages = {};

/** From now on these texts come before the browser's own, which are in the language of its interface. */
export function setMessages(messages: Messages): void {
  chosen = messages;
}

/** The text for a key, with its `{named}` places filled in: with these values, and with what the facts in force say. */
export function text(key: TextKey, values: Record<string, string | number> = {}): string {
  const message = chosen[messageName(key)]?.message ?? browsersText(key);
  if (!message.includes('{')) return message;
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? textValues()[name] ?? place));
}

/** The text in the language of the browser's interface, as it stands in the locale file. */
export function browsersText(key: TextKey): string {
  return browser.i18n.getMessage(messageName(key) as Parameters<typeof browser.i18n.getMessage>[0]);
}

function messageName(key: TextKey): string {
  return key.replaceAll('.', '_');
}

/** The language of the texts, as it stands in `lang` attributes. */
export function language(): string {
  return text('extension.language');
}
