import '@/components/styles/surface.css';
import { render } from 'preact';
import { preparePage } from '@/components/hooks/use-settings.ts';
import { readConfig } from '@/utils/settings/config.ts';
import { OptionsPage } from './options-page.tsx';

/** Renders the page, again after a change of the language: a reload would lose the scroll position. */
async function renderPage(): Promise<void> {
  if (location.hash === '#admin') {
    // Loaded on demand: few people need it.
    const { AdminPage } = await import('@/entrypoints/options/admin/admin-page.tsx');
    render(<AdminPage />, document.body);
    return;
  }
  const { facts, locked, problems } = await readConfig();
  render(<OptionsPage facts={facts} locked={locked} problems={problems} />, document.body);
}

void preparePage('options.title', () => void renderPage()).then(renderPage);
addEventListener('hashchange', () => void renderPage());
