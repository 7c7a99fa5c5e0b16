import '@/components/styles/surface.css';
import { render } from 'preact';
import { prepareSurface } from '@/components/prepare-surface.ts';
import { readConfig } from '@/utils/settings/config.ts';
import { OptionsPage } from './options-page.tsx';

/** Renders the page, again after a change of the language: a reload would lose the scroll position. */
async function renderPage(): Promise<void> {
  if (location.hash === '#admin') {
    // Loaded on demand: few people need it.
    const { AdminPage } = await import('./admin/admin-page.tsx');
    render(<AdminPage />, document.body);
  } else {
    render(<OptionsPage first={await readConfig()} />, document.body);
  }
  performance.mark('complete');
}

void readConfig()
  .then((config) => prepareSurface('options.title', config, () => void renderPage()))
  .then(renderPage);
addEventListener('hashchange', () => void renderPage());
