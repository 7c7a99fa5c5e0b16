import { createHash } from 'node:crypto';
import { generateChromeMessagesText, parseMessagesFile } from '@wxt-dev/i18n/build';
import type { InlineConfig, Plugin } from 'vite';

/** Hashes, as a content security policy has them, of the styles that stand in pages; known once these are built. */
export const styleHashes = new Set<string>();

/**
 * Makes the popup come up before its code is there. The browser shows a popup only once its page has loaded (Chromium:
 * `ExtensionPopup::DocumentOnLoadCompletedInPrimaryMainFrame`), and scripts and styles of the page's own would hold that up. So the page
 * has its styles in it, and only names its code, which a small script starts (`entrypoints/ahead.ts`). What never changes stands in a
 * page already, in the words of the Japanese locale file: `__MSG_…__`, as in the manifest.
 */
export function comeUpEarly(): Plugin {
  let messages: Record<string, { message: string }> = {};
  return {
    name: 'come-up-early',
    async configResolved() {
      messages = JSON.parse(generateChromeMessagesText(await parseMessagesFile('locales/ja.yml')));
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const filled = html.replace(/__MSG_(\w+)__/g, (place, name: string) => messages[name]?.message ?? place);
        // While it is developed there is no bundle, and the page's own script brings all of it.
        if (!bundle || !html.includes('src="/ahead.js"')) return filled;
        const styleOf = (file: string) => {
          const asset = bundle[file];
          return asset?.type === 'asset' ? String(asset.source) : '';
        };
        return withStyleInside(withCodeNamed(withoutGaps(filled)), styleOf);
      },
    },
  };
}

/** The page without comments and without space between its tags: Preact then finds its elements where it would put them. */
export function withoutGaps(html: string): string {
  return html.replace(/<!--.*?-->/gs, '').replace(/>\s+</g, '><');
}

/** The page with the names of its scripts in place of them, the one that is to run last at the end. */
export function withCodeNamed(html: string): string {
  const files: string[] = [];
  const rest = html.replace(
    /<(?:script type="module" crossorigin src|link rel="modulepreload" crossorigin href)="([^"]+)">(?:<\/script>)?/g,
    (_tag, file: string) => {
      files.unshift(file);
      return '';
    },
  );
  return rest.replace('</title>', `</title><meta name="code" content="${files.join(' ')}">`);
}

/** The page with its styles in it, whose hashes are noted. `styleOf`: what is in a file of the bundle. */
export function withStyleInside(html: string, styleOf: (file: string) => string): string {
  return html.replace(/<link rel="stylesheet" crossorigin href="\/([^"]+)">/g, (_tag, file: string) => {
    const style = styleOf(file).trim();
    styleHashes.add(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    return `<style>${style}</style>`;
  });
}

/** What surfaces share is one file, and not a file for each set of them: each file costs a popup 2 to 4 ms. */
export function shareOneFile(config: InlineConfig): void {
  const output = config.build?.rolldownOptions?.output;
  if (output && !Array.isArray(output)) output.codeSplitting = { groups: [{ name: 'shared', minShareCount: 2 }] };
}
