import { useEffect, useState } from 'preact/hooks';
import { Link } from '@/components/buttons.tsx';
import { type BrowserInfo, readBrowserInfo } from '@/utils/browser/browser-info.ts';
import { chromiumMajor } from '@/utils/browser/which-browser.ts';
import { CHROME_DOWNLOAD } from '@/utils/catalog/contacts.ts';
import { inBrowser } from '@/utils/i18n/advice.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { assessEnvironment, verdictOf } from '@/utils/run/environment.ts';
import type { RunView } from '@/utils/run/view.ts';

/** Windows, browser and line: results that the browser reveals, and questions that only people can answer (M22–M32). */
export function EnvironmentCheck({ view: { systems, facts, trueNow } }: { view: RunView }) {
  const [info, setInfo] = useState<BrowserInfo>();
  useEffect(() => void readBrowserInfo().then(setInfo), []);
  const causes = Object.values(systems).map(({ diagnosis }) => diagnosis.cause);
  const rows = info ? assessEnvironment({ ...info, causes }, facts, trueNow) : [];
  const values = {
    name: info?.brands.find(({ brand }) => ['Google Chrome', 'Microsoft Edge'].includes(brand))?.brand ?? '',
    version: chromiumMajor(info?.brands ?? []) ?? '',
    min: facts.minBrowserVersion ?? '',
    update: inBrowser('update'),
  };
  return (
    <section aria-labelledby="environment" class="environment">
      <h3 id="environment">{text('environment.title')}</h3>
      <ul class="results box">
        {rows.map((row) => (
          <li key={row.topic} data-topic={row.topic} data-verdict={verdictOf(row)}>
            <b>{text(`environment.${row.topic}.label`)}</b>
            <span class="state">{text(`environment.verdict.${verdictOf(row)}`)}</span>
            <p class="note">
              {text(`environment.${row.topic}.${row.answer}` as TextKey, values)}{' '}
              {row.topic === 'browser' && row.answer !== 'supported' && (
                <Link address={CHROME_DOWNLOAD}>{text('environment.browser.chrome')}</Link>
              )}
            </p>
          </li>
        ))}
      </ul>
      <p class="note">{text('environment.support')}</p>
    </section>
  );
}
