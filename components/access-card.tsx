import { useState } from 'preact/hooks';
import { requestSiteAccess } from '@/utils/browser/site-access.ts';
import { text } from '@/utils/i18n/text.ts';

/** Explains that the browser hides the systems' pages from the extension, and requests access at a click. */
export function AccessCard() {
  const [isRefused, setRefused] = useState(false);
  const request = () =>
    requestSiteAccess().then(
      (isGranted) => setRefused(!isGranted),
      () => setRefused(true),
    );
  return (
    <section class="card" data-access="withheld" data-tone="waiting" aria-labelledby="access">
      <h2 id="access">{text('permission.title')}</h2>
      <ol>
        <li>
          <div>
            {text('permission.step1')}{' '}
            <button type="button" onClick={request}>
              {text('permission.grant')}
            </button>
          </div>
        </li>
        <li>
          <div>{text('permission.step2')}</div>
        </li>
      </ol>
      <p class="reason">{text('permission.reason')}</p>
      {isRefused && <p role="alert">{text('permission.refused')}</p>}
    </section>
  );
}
