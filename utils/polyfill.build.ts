import type { Plugin } from 'vite';

/**
 * Makes webextension-polyfill 3 kB instead of 10, in every place that it is bundled into. Most of it is a table by which it
 * gives promises to APIs that take callbacks. In Manifest V3 every browser that we run in (127 on) returns promises itself,
 * so what is left is what the polyfill does beyond them: listeners of `runtime.onMessage` answer with a promise, and
 * `runtime.sendMessage` rejects when theirs does.
 */
export function slimPolyfill(): Plugin {
  return {
    name: 'slim-polyfill',
    apply: 'build',
    transform: {
      filter: { id: /\/node_modules\/webextension-polyfill\// },
      handler: (code) => ({ code: withoutTable(code), map: null }),
    },
  };
}

const BROWSERS_OWN = '\0browsers-own-api';

/**
 * Leaves the polyfill out, for code that runs in pages of the systems: the browser's own API does with promises all that they need, and
 * each load of a page pays for each line. (A rejection of the worker's listener would come to them as an answer: `take-message.ts` has none.)
 */
export function withoutPolyfill(): Plugin {
  return {
    name: 'without-polyfill',
    enforce: 'pre',
    // WXT has this in the place of its own `wxt/browser`.
    resolveId: (id) => (id === '@wxt-dev/webextension-polyfill/browser' ? BROWSERS_OWN : undefined),
    load: (id) => (id === BROWSERS_OWN ? 'export const browser = chrome;' : undefined),
  };
}

/** What is cut out of `dist/browser-polyfill.js`, whose lines are indented by 2, and what takes its place. */
const CUTS: readonly { what: string; from: RegExp; to: string }[] = [
  {
    what: 'the UMD wrapper around it: a module of today costs nothing',
    from: /^\(function \(global, factory\) \{\n.*?\n\}\)\(typeof globalThis .*?, function \(module\) \{\n/s,
    to: 'const module = {};\n',
  },
  {
    what: 'its end',
    from: /\n\}\);\n\/\/# sourceMappingURL=\S+\s*$/,
    to: '\nexport default module.exports;\n',
  },
  {
    what: 'the table, and the check that it is there',
    from: /(?<=\n {6}const apiMetadata = )\{\n(?: {8}.*\n)+ {6}\};\n {6}if \(.*\) \{\n.*api-metadata\.json has not.*\n {6}\}\n/,
    to: '{};\n',
  },
  {
    what: 'what it adds to the table',
    from: /\n {6}const settingMetadata = \{\n(?: {8}.*\n)+ {6}\};\n {6}apiMetadata\.privacy = \{\n(?: {8}.*\n)+ {6}\};\n/,
    to: '\n',
  },
  {
    what: 'the use of the table for a method, the only one of the functions that make promises',
    from: /\n {14}\} else if \(hasOwnProperty\(metadata, prop\)\) \{\n(?: {16}.*\n)+(?= {14}\} else \{\n)/,
    to: '\n',
  },
];

/**
 * The polyfill's text without its table, as a module with a default export. Throws if the text is not the one that this was
 * written for, so that no other version is cut by mistake.
 */
export function withoutTable(code: string): string {
  return CUTS.reduce((text, { what, from, to }) => {
    if (!from.test(text)) {
      throw new Error(`webextension-polyfill is not what polyfill.build.ts was written for. Not found: ${what}.`);
    }
    return text.replace(from, to);
  }, code);
}
