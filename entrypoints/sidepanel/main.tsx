import '@/components/surface.css';
import { render } from 'preact';
import { Panel } from '@/components/panel/panel.tsx';
import { readStatus } from '@/components/status.ts';
import { parsePlace, readPlace } from '@/utils/panel/place.ts';
import { text } from '@/utils/text.ts';

document.title = text('extension.name');
// The address may name a place, for whoever opens the panel's page in a tab.
const named = parsePlace(location.hash.slice(1));
void Promise.all([readStatus(), readPlace()]).then(([first, place]) =>
  render(<Panel first={first} firstPlace={named ?? place} />, document.body),
);
