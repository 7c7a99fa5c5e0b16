import '@/components/surface.css';
import { render } from 'preact';
import { App } from '@/components/app.tsx';
import { preparePage } from '@/components/page.ts';
import { readStatus } from '@/components/status.ts';
import { readSetup } from '@/utils/guide/setup-storage.ts';

// Painted once everything that it shows is at hand, so that it never opens blank and fills late.
const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), readSetup(), ready]).then(([first, setup]) =>
  render(<App first={first} setup={setup} />, document.body),
);
