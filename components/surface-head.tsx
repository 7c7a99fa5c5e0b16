import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { AccessCard } from './access-card.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import type { SurfaceState } from './hooks/use-view.ts';
import { Logo } from './logo.tsx';
import { Notices } from './notices.tsx';
import { StatusBar } from './status-bar.tsx';

interface Props {
  state: SurfaceState;
  /** Called after a button of the card has opened a page. */
  onLeave: () => void;
  openSection: (section: PanelSection) => void;
}

/** The upper half of popup and side panel: title, hours and certificate, the diagnosis, and notices. */
export function SurfaceHead({ state: { view, load, hasAccess, config }, onLeave, openSection }: Props) {
  return (
    <>
      <header>
        <Logo />
        <h1>{text('extension.name')}</h1>
      </header>
      <StatusBar view={view} />
      {hasAccess ? (
        <DiagnosisCard load={load} view={view} onLeave={onLeave} openSection={openSection} />
      ) : (
        <AccessCard />
      )}
      <Notices view={view} mySystems={config.settings.mySystems} openSection={openSection} />
    </>
  );
}
