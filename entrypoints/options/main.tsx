import '@/components/surface.css';
import { render } from 'preact';
import { OptionsPage } from '@/components/options-page.tsx';
import { readSettings } from '@/utils/settings/settings.ts';

void readSettings().then((settings) => render(<OptionsPage first={settings} />, document.body));
