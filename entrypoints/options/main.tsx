import '@/components/styles/surface.css';
import { render } from 'preact';
import { preparePage } from '@/components/hooks/use-settings.ts';
import { readPolicy } from '@/utils/settings/read-policy.ts';
import { OptionsPage } from './options-page.tsx';

// Painted again rather than loaded again: whoever has just chosen another language stays where they are.
async function paint(): Promise<void> {
  if (location.hash === '#admin') {
    // For few people, so that the others need not load it.
    const { AdminPage } = await import('@/entrypoints/options/admin/admin-page.tsx');
    render(<AdminPage />, document.body);
    return;
  }
  const { settings, problems } = await readPolicy();
  render(<OptionsPage locked={new Set(Object.keys(settings))} problems={problems} />, document.body);
}

void preparePage('options.title', () => void paint()).then(paint);
addEventListener('hashchange', () => void paint());
