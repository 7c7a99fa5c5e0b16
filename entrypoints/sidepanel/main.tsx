import '@/components/styles/surface.css';
import { render } from 'preact';
import { preparePage } from '@/components/hooks/use-settings.ts';
import { readStatus } from '@/components/hooks/use-status.ts';
import { readPlace } from '@/utils/browser/side-panel.ts';
import { parsePlace } from '@/utils/panel-sections.ts';
import { Panel } from './panel.tsx';

// The address may name a place, for whoever opens the panel's page in a tab.
const named = parsePlace(location.hash.slice(1));
const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), readPlace(), ready]).then(([first, place]) =>
  render(<Panel first={first} firstPlace={named ?? place} />, document.body),
);
