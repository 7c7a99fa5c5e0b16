import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '@/components/buttons.tsx';
import { type Keeper, useKept } from '@/components/hooks/use-kept.ts';
import { type SurfaceProps, useView } from '@/components/hooks/use-view.ts';
import type { Snapshot } from '@/components/snapshot.ts';
import { SurfaceHead } from '@/components/surface-head.tsx';
import { SystemsTable } from '@/components/systems-table.tsx';
import { type PanelRequest, readPanelRequest, watchPanelRequests } from '@/utils/browser/side-panel.ts';
import { text } from '@/utils/i18n/text.ts';
import { PANEL_SECTIONS, type PanelSection } from '@/utils/panel-sections.ts';
import type { PanelHost } from './panel-keeper.ts';
import { CheckSection } from './sections/check/check-section.tsx';
import { ContactSection } from './sections/contact/contact-section.tsx';
import { HandlingSection } from './sections/handling/handling-section.tsx';
import { SetupSection } from './sections/setup/setup-section.tsx';
import { TroublesSection } from './sections/troubles/troubles-section.tsx';
import { useKeptScroll } from './use-kept-scroll.ts';
import './panel.css';

const SECTIONS: Record<PanelSection, ComponentType<SurfaceProps>> = {
  systems: SystemsTable,
  setup: SetupSection,
  troubles: TroublesSection,
  check: CheckSection,
  handling: HandlingSection,
  contact: ContactSection,
};

type Props = { first: Snapshot; host: PanelHost; keeper: Keeper };

/** The side panel: the diagnosis on top, and below it one section. If the browser starts it again, it is as it was. */
export function Panel({ first, host: { windowId, tabId }, keeper }: Props) {
  const isInPanel = tabId === undefined;
  const state = useView(first);
  const [requested, setSection] = useKept('section');
  const section = requested ?? 'systems';
  useEffect(() => {
    const openRequested = ({ section, askedAt }: PanelRequest) => {
      if (askedAt === keeper.read('lastRequestAt')) return;
      keeper.write('lastRequestAt', askedAt);
      setSection(section);
    };
    // A request can arrive before this page watches for it.
    if (isInPanel) void readPanelRequest(windowId).then((request) => request && openRequested(request));
    return watchPanelRequests(windowId, openRequested);
  }, []);
  const isRestored = useKeptScroll(keeper);
  // Scrolls past the card: the user has requested the section below it.
  const buttons = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!requested || isRestored.current) return;
    buttons.current?.scrollIntoView();
    // The focused element may have disappeared with the previous section.
    const heading = buttons.current?.nextElementSibling?.querySelector('h2');
    if (!heading || buttons.current?.contains(document.activeElement)) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [requested]);
  const Section = SECTIONS[section];
  return (
    <main>
      <SurfaceHead state={state} onLeave={() => {}} openSection={setSection} />
      <nav class="sections" ref={buttons} aria-label={text('panel.sections')}>
        {PANEL_SECTIONS.map((name) => (
          <Button
            key={name}
            label={text(name === 'handling' ? 'panel.handling' : `section.${name}`)}
            aria-current={name === section ? 'page' : undefined}
            onClick={() => setSection(name)}
          />
        ))}
      </nav>
      <div class="section" data-section={section}>
        <Section state={state} openSection={setSection} />
      </div>
    </main>
  );
}
