import { generateChromeMessagesText, parseMessagesFile } from '@wxt-dev/i18n/build';
import type { InlineConfig, Plugin } from 'vite';

/**
 * Makes the popup and the side panel come up before their code is there. The browser shows a popup only once its page has loaded
 * (Chromium: `ExtensionPopup::DocumentOnLoadCompletedInPrimaryMainFrame`), and a script of the page's own would hold that up; so the page
 * only names its code, and the small script that asks ahead starts it. What never changes stands in the page already, in the words of
 * the Japanese locale file: `__MSG_…__`, as in the manifest.
 */
export function comeUpEarly(): Plugin {
  let messages: Record<string, { message: string }> = {};
  let isBuild = true;
  return {
    name: 'come-up-early',
    async configResolved({ command }) {
      isBuild = command === 'build';
      messages = JSON.parse(generateChromeMessagesText(await parseMessagesFile('locales/ja.yml')));
    },
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        if (!html.includes('src="/ahead.js"')) return html;
        const filled = html.replace(/__MSG_(\w+)__/g, (place, name: string) => messages[name]?.message ?? place);
        // While it is developed, the page's own script brings the code.
        return isBuild ? withCodeNamed(filled) : filled;
      },
    },
  };
}

/** The page with the names of its scripts in place of them, the one that is to run last. */
export function withCodeNamed(html: string): string {
  const files: string[] = [];
  const rest = html.replace(
    /\s*<(?:script type="module" crossorigin src|link rel="modulepreload" crossorigin href)="([^"]+)">(?:<\/script>)?/g,
    (_tag, file: string) => {
      files.unshift(file);
      return '';
    },
  );
  return rest.replace('</title>', `</title>\n    <meta name="code" content="${files.join(' ')}">`);
}

/** What surfaces share is one file, and not a file for each set of them: each file costs a popup 2 to 4 ms. */
export function shareOneFile(config: InlineConfig): void {
  const output = config.build?.rolldownOptions?.output;
  if (output && !Array.isArray(output)) output.codeSplitting = { groups: [{ name: 'shared', minShareCount: 2 }] };
}
