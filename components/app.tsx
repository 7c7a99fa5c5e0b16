import { browser } from 'wxt/browser';
import { text } from '@/utils/text.ts';
import { AccessCard } from './access-card.tsx';
import { Contacts } from './contacts.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { Hints } from './hints.tsx';
import { attemptToShow, type Status, useStatus } from './status.ts';
import { StatusBar } from './status-bar.tsx';
import { SystemsTable } from './systems-table.tsx';

/** The whole of the popup and of the side panel; they differ in that the panel stays when one clicks elsewhere. */
export function App({ first, surface }: { first: Status; surface: 'popup' | 'sidepanel' }) {
  const status = useStatus(first);
  const { run, now, hasAccess } = status;
  const leave = () => {
    // The certificate dialog may come up next: nothing of ours may be in its way (M63).
    if (surface === 'popup') window.close();
  };
  return (
    <main>
      <header>
        <img src="/icons/32.png" alt="" width="20" height="20" />
        <h1>{text('extension.name')}</h1>
      </header>
      <StatusBar run={run} now={now} />
      {!hasAccess && <AccessCard />}
      {hasAccess && <DiagnosisCard attempt={attemptToShow(status)} now={now} onLeave={leave} />}
      <SystemsTable run={run} now={now} />
      <Hints />
      <Contacts now={now} />
      <footer>
        {surface === 'popup' && (
          <button type="button" onClick={() => void openPanel().then(leave)}>
            {text('popup.panel')}
          </button>
        )}
        <button type="button" onClick={() => void browser.runtime.openOptionsPage()}>
          {text('popup.options')}
        </button>
      </footer>
    </main>
  );
}

async function openPanel(): Promise<void> {
  await browser.sidePanel.open({ windowId: browser.windows.WINDOW_ID_CURRENT });
}
