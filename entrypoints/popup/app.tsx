import { browser } from 'wxt/browser';
import { Button } from '@/components/buttons.tsx';
import { Contacts } from '@/components/contacts.tsx';
import { useView } from '@/components/hooks/use-view.ts';
import type { Snapshot } from '@/components/snapshot.ts';
import { SurfaceHead } from '@/components/surface-head.tsx';
import { SystemsTable } from '@/components/systems-table.tsx';
import { openPanel } from '@/utils/browser/side-panel.ts';
import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { type SetupProgress, setupInProgress } from '@/utils/run/setup-progress.ts';

const SECTION_BUTTONS = ['setup', 'troubles', 'check', 'contact'] as const;

/** The popup. It closes with the first click elsewhere, so tasks that need longer are in the side panel. */
export function App({ first, setup }: { first: Snapshot; setup: SetupProgress }) {
  const state = useView(first);
  const begun = setupInProgress(setup);
  const setupLabel = begun && text('popup.setupBegun', begun);
  // The certificate dialog may open next, and the popup must not cover it (M63).
  const close = () => window.close();
  const openSection = (section: PanelSection) =>
    void openPanel(section, state.windowId)
      // A tab replaces the side panel if the administrator has disabled it.
      .catch(() => browser.tabs.create({ url: `/sidepanel.html#${section}` }))
      .then(close);
  return (
    <main>
      <SurfaceHead state={state} onLeave={close} openSection={openSection} />
      <SystemsTable state={state} />
      <nav class="sections" aria-label={text('popup.beside')}>
        {SECTION_BUTTONS.map((section) => (
          <Button
            key={section}
            label={(section === 'setup' && setupLabel) || text(`section.${section}`)}
            onClick={() => openSection(section)}
          />
        ))}
      </nav>
      <Contacts state={state} />
      <footer>
        <Button label={text('popup.panel')} onClick={() => openSection('systems')} />
        <Button label={text('popup.options')} onClick={() => void browser.runtime.openOptionsPage()} />
      </footer>
    </main>
  );
}
