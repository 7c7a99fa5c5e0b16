import { useEffect, useState } from 'preact/hooks';
import { Link } from '@/components/controls.tsx';
import { type BrowserInfo, chromiumMajor, readBrowserInfo } from '@/utils/browser/browser-info.ts';
import { CHROME_DOWNLOAD } from '@/utils/catalog/chrome-download.ts';
import { currentFacts } from '@/utils/catalog/facts.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import { type Assessment, assessEnvironment, verdictOf } from '@/utils/run/environment.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { clockOffsetAt } from '@/utils/run/view.ts';
import './environment.css';

/** Windows, browser, line: what is fine, what is not, and what only people can know (M22–M32). `now`: ms since the epoch. */
export function EnvironmentCheck({ run, now }: { run: RunState; now: number }) {
  const [pc, setPc] = useState<BrowserInfo>();
  useEffect(() => void readBrowserInfo().then(setPc), []);
  const causes = Object.values(run.last).map((attempt) => diagnose(attempt, currentFacts(), now).cause);
  const known = pc && { ...pc, causes };
  const rows = known ? assessEnvironment(known, currentFacts(), trueTime(now, clockOffsetAt(run, now))) : [];
  const brand = pc?.brands.find(({ brand: name }) => BROWSERS.includes(name))?.brand;
  const values = {
    name: brand ?? '',
    version: (known && chromiumMajor(known.brands)) ?? '',
    min: currentFacts().minBrowserVersion ?? '',
  };
  return (
    <section aria-labelledby="environment" class="environment">
      <h3 id="environment">{text('environment.title')}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.topic} data-topic={row.topic} data-verdict={verdictOf(row)}>
            <b>{text(`environment.${row.topic}.label`)}</b>
            <span class="verdict">{text(`environment.verdict.${verdictOf(row)}`)}</span>
            <p class="note">
              {text(wordsOf(row), values)}
              {row.topic === 'browser' && row.answer !== 'supported' && (
                <>
                  {' '}
                  <Link address={CHROME_DOWNLOAD}>{text('environment.browser.chrome')}</Link>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      <p class="note">{text('environment.support')}</p>
    </section>
  );
}

/** Which of its brands people know a browser by. */
const BROWSERS: readonly string[] = ['Google Chrome', 'Microsoft Edge'];

function wordsOf({ topic, answer }: Assessment): TextKey {
  return `environment.${topic}.${answer}` as TextKey;
}
