import '@/components/surface.css';
import { render } from 'preact';
import { OptionsPage } from '@/components/options-page.tsx';
import { preparePage } from '@/components/page.ts';
import { readPolicy } from '@/utils/policy/read-policy.ts';

// Painted again rather than loaded again: whoever has just chosen another language stays where they are.
async function paint(): Promise<void> {
  const { settings, problems } = await readPolicy();
  render(<OptionsPage locked={new Set(Object.keys(settings))} problems={problems} />, document.body);
}

void preparePage('options.title', () => void paint()).then(paint);
