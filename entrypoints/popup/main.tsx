import '@/components/styles/surface.css';
import { render } from 'preact';
import { preparePage } from '@/components/hooks/use-settings.ts';
import { readStatus } from '@/components/hooks/use-status.ts';
import { readSetup } from '@/utils/run/setup-store.ts';
import { App } from './app.tsx';

const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), readSetup(), ready]).then(([first, setup]) => {
  render(<App first={first} setup={setup} />, document.body);
  performance.mark('complete');
});
