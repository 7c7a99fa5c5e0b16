import { browser } from 'wxt/browser';
import type { GeneratedI18nStructure } from '#i18n';

/** A key of the locale files. */
export type TextKey = keyof GeneratedI18nStructure;

/** A code such as `certificate-missing` as a part of a text key: message names of `chrome.i18n` allow no hyphen. */
type KeyPart<Code extends string> = Code extends `${infer Head}-${infer Tail}` ? `${Head}_${KeyPart<Tail>}` : Code;

export function keyPart<Code extends string>(code: Code): KeyPart<Code> {
  return code.replaceAll('-', '_') as KeyPart<Code>;
}

/** Texts by message name, in the format of the browser's `messages.json`. */
export type LocaleTexts = Record<string, { message: string }>;

/** Values of the `{named}` placeholders in texts. */
type TextValues = Record<string, string | number>;

let overrides: { texts?: LocaleTexts | undefined; values: TextValues } = { values: {} };

/** Overrides chrome.i18n, which can't switch the language. `values`: of placeholders in any text (see `textValues`). */
export function setOverrides(next: typeof overrides): void {
  overrides = next;
}

/** The text of a key, with its `{named}` placeholders filled in. An unknown placeholder stays as it is. */
export function text(key: TextKey, values: TextValues = {}): string {
  const message = overrides.texts?.[messageName(key)]?.message ?? browserText(key);
  if (!message.includes('{')) return message;
  const findValue = (name: string) => values[name] ?? overrides.values[name];
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(findValue(name) ?? place));
}

/** The text in the language of the browser's interface, without overrides and with its placeholders. */
export function browserText(key: TextKey): string {
  return browser.i18n.getMessage(messageName(key) as Parameters<typeof browser.i18n.getMessage>[0]);
}

function messageName(key: TextKey): string {
  return key.replaceAll('.', '_');
}

/** The language of the texts, as a value for `lang` attributes. */
export function language(): string {
  return text('extension.language');
}
