import { browser } from 'wxt/browser';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import { type SetupProgress, setupInProgress } from '@/utils/guide/setup-progress.ts';
import { openPanel } from '@/utils/panel/place.ts';
import type { Place } from '@/utils/panel/places.ts';
import { text } from '@/utils/text.ts';
import { clockOffsetAt } from '@/utils/watch/run-view.ts';
import { AccessCard } from './access-card.tsx';
import { Contacts } from './contacts.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { Logo } from './logo.tsx';
import { Notices } from './notices.tsx';
import { attemptToShow, type Status, useStatus } from './status.ts';
import { StatusBar } from './status-bar.tsx';
import { SystemsTable } from './systems-table.tsx';

/** The whole of the popup: it closes at the first click elsewhere, so what takes longer is in the side panel. */
export function App({ first, setup }: { first: Status; setup: SetupProgress }) {
  const status = useStatus(first);
  const begun = setupInProgress(setup);
  const { run, now, hasAccess } = status;
  // The certificate dialog may come up next: nothing of ours may be in its way (M63).
  const leave = () => window.close();
  const go = (place: Place) =>
    void openPanel(place, { windowId: browser.windows.WINDOW_ID_CURRENT })
      // Where the administrator allows no side panel, it is a page like others.
      .catch(() => browser.tabs.create({ url: `/sidepanel.html#${place}` }))
      .then(leave);
  return (
    <main>
      <header>
        <Logo />
        <h1>{text('extension.name')}</h1>
      </header>
      <StatusBar run={run} now={now} />
      {!hasAccess && <AccessCard />}
      {hasAccess && <DiagnosisCard attempt={attemptToShow(status)} now={now} onLeave={leave} go={go} />}
      <Notices at={trueTime(now, clockOffsetAt(run, now))} go={go} />
      <SystemsTable run={run} now={now} />
      <nav class="places" aria-label={text('popup.beside')}>
        {(['setup', 'troubles', 'check', 'contact'] as const).map((place) => (
          <button key={place} type="button" onClick={() => go(place)}>
            {place === 'setup' && begun ? text('popup.setupBegun', begun) : text(`place.${place}`)}
          </button>
        ))}
      </nav>
      <Contacts now={trueTime(now, clockOffsetAt(run, now))} />
      <footer>
        <button type="button" onClick={() => go('systems')}>
          {text('popup.panel')}
        </button>
        <button type="button" onClick={() => void browser.runtime.openOptionsPage()}>
          {text('popup.options')}
        </button>
      </footer>
    </main>
  );
}
