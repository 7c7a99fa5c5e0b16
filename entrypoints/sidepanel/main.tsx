import '@/components/surface.css';
import { render } from 'preact';
import { preparePage } from '@/components/page.ts';
import { Panel } from '@/components/panel/panel.tsx';
import { readStatus } from '@/components/status.ts';
import { readPlace } from '@/utils/panel/place.ts';
import { parsePlace } from '@/utils/panel/places.ts';

// The address may name a place, for whoever opens the panel's page in a tab.
const named = parsePlace(location.hash.slice(1));
const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), readPlace(), ready]).then(([first, place]) =>
  render(<Panel first={first} firstPlace={named ?? place} />, document.body),
);
