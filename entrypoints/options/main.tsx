import '@/components/surface.css';
import { render } from 'preact';
import { OptionsPage } from '@/components/options-page.tsx';
import { preparePage } from '@/components/page.ts';
import { lockedSettings } from '@/utils/settings/settings.ts';

// Painted again rather than loaded again: whoever has just chosen another language stays where they are.
async function paint(): Promise<void> {
  render(<OptionsPage locked={await lockedSettings()} />, document.body);
}

void preparePage('options.title', () => void paint()).then(paint);
