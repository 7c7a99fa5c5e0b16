import '@/components/surface.css';
import { render } from 'preact';
import { App } from '@/components/app.tsx';
import { preparePage } from '@/components/page.ts';
import { readStatus } from '@/components/status.ts';
import { readSetup } from '@/utils/guide/setup-storage.ts';

// What the page begins with is filled at once, when all that it shows is at hand.
const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), readSetup(), ready]).then(([first, setup]) => {
  render(<App first={first} setup={setup} />, document.body);
  document.documentElement.classList.remove('early');
  // For `npm run bench`: the page's own paints do not tell.
  performance.mark('complete');
});
