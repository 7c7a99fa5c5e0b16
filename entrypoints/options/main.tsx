import '@/components/surface.css';
import { render } from 'preact';
import { OptionsPage } from '@/components/options-page.tsx';
import { preparePage } from '@/components/page.ts';
import { readPolicy } from '@/utils/policy/read-policy.ts';

// Painted again rather than loaded again: whoever has just chosen another language stays where they are.
async function paint(): Promise<void> {
  if (location.hash === '#admin') {
    // For few people, so that the others need not load it.
    const { AdminPage } = await import('@/components/admin/admin-page.tsx');
    render(<AdminPage />, document.body);
    return;
  }
  const { settings, problems } = await readPolicy();
  render(<OptionsPage locked={new Set(Object.keys(settings))} problems={problems} />, document.body);
}

void preparePage('options.title', () => void paint()).then(paint);
addEventListener('hashchange', () => void paint());
