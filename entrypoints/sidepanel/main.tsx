import '@/components/styles/surface.css';
import { render } from 'preact';
import { preparePage } from '@/components/hooks/use-settings.ts';
import { readStatus } from '@/components/hooks/use-status.ts';
import { readRequestedSection } from '@/utils/browser/side-panel.ts';
import { parsePanelSection } from '@/utils/panel-sections.ts';
import { Panel } from './panel.tsx';

// The address may name a place, for whoever opens the panel's page in a tab.
const named = parsePanelSection(location.hash.slice(1));
const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), readRequestedSection(), ready]).then(([first, place]) =>
  render(<Panel first={first} firstPlace={named ?? place} />, document.body),
);
