import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { AccessCard } from '@/components/access-card.tsx';
import { DiagnosisCard } from '@/components/diagnosis-card.tsx';
import { attemptToShow, type Status, useStatus } from '@/components/hooks/use-status.ts';
import { Logo } from '@/components/logo.tsx';
import { Notices } from '@/components/notices.tsx';
import { StatusBar } from '@/components/status-bar.tsx';
import { SystemsTable } from '@/components/systems-table.tsx';
import { watchRequestedSection } from '@/utils/browser/side-panel.ts';
import { trueTime } from '@/utils/diagnosis/clock.ts';
import { text } from '@/utils/i18n/text.ts';
import { PANEL_SECTIONS, type PanelSection } from '@/utils/panel-sections.ts';
import { clockOffsetAt } from '@/utils/run/view.ts';
import { CheckSection } from './sections/check/check-section.tsx';
import { ContactSection } from './sections/contact/contact-section.tsx';
import { HandlingSection } from './sections/handling/handling-section.tsx';
import { SetupSection } from './sections/setup/setup-section.tsx';
import { TroublesSection } from './sections/troubles/troubles-section.tsx';

/** What every part of the panel is given: what is known now, and a way to the other parts. */
export interface SectionProps {
  status: Status;
  go: (place: PanelSection) => void;
}

const SECTIONS: Record<PanelSection, ComponentType<SectionProps>> = {
  systems: ({ status }) => <SystemsTable run={status.run} now={status.now} />,
  setup: SetupSection,
  troubles: TroublesSection,
  check: CheckSection,
  handling: HandlingSection,
  contact: ContactSection,
};

/**
 * The side panel: what is wrong now on top, and below it one part at a time of what takes longer than a popup lives.
 * `firstPlace`: the part that was asked for, if one was.
 */
export function Panel({ first, firstPlace }: { first: Status; firstPlace: PanelSection | undefined }) {
  const status = useStatus(first);
  const [asked, setPlace] = useState(firstPlace);
  const place = asked ?? 'systems';
  useEffect(() => watchRequestedSection(setPlace), []);
  // Whoever asks for a part wants to see it, and not the card again.
  const places = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!asked) return;
    places.current?.scrollIntoView();
    // What had the focus may have gone with the part that it was in.
    const heading = places.current?.nextElementSibling?.querySelector('h2');
    if (!heading || places.current?.contains(document.activeElement)) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [asked]);
  const Section = SECTIONS[place];
  return (
    <main>
      <header>
        <Logo />
        <h1>{text('extension.name')}</h1>
      </header>
      <StatusBar run={status.run} now={status.now} />
      {status.hasAccess ? (
        <DiagnosisCard attempt={attemptToShow(status)} now={status.now} onLeave={() => {}} go={setPlace} />
      ) : (
        <AccessCard />
      )}
      <Notices at={trueTime(status.now, clockOffsetAt(status.run, status.now))} go={setPlace} />
      <nav class="places" ref={places} aria-label={text('panel.places')}>
        {PANEL_SECTIONS.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === place ? 'page' : undefined}
            onClick={() => setPlace(each)}
          >
            {text(`place.${each}`)}
          </button>
        ))}
      </nav>
      <div class="place" data-place={place}>
        <Section status={status} go={setPlace} />
      </div>
    </main>
  );
}
