import { browser } from 'wxt/browser';
import { AccessCard } from '@/components/access-card.tsx';
import { Contacts } from '@/components/contacts.tsx';
import { DiagnosisCard } from '@/components/diagnosis-card.tsx';
import { attemptToShow, type Status, useStatus } from '@/components/hooks/use-status.ts';
import { Logo } from '@/components/logo.tsx';
import { Notices } from '@/components/notices.tsx';
import { StatusBar } from '@/components/status-bar.tsx';
import { SystemsTable } from '@/components/systems-table.tsx';
import { openPanel } from '@/utils/browser/side-panel.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { type SetupProgress, setupInProgress } from '@/utils/run/setup-progress.ts';
import { clockOffsetAt } from '@/utils/run/view.ts';

/** The whole of the popup: it closes at the first click elsewhere, so what takes longer is in the side panel. */
export function App({ first, setup }: { first: Status; setup: SetupProgress }) {
  const status = useStatus(first);
  const begun = setupInProgress(setup);
  const { run, now, hasAccess } = status;
  // The certificate dialog may come up next: nothing of ours may be in its way (M63).
  const leave = () => window.close();
  const go = (place: PanelSection) =>
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
