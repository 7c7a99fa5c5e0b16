import '@/components/surface.css';
import { render } from 'preact';
import { App } from '@/components/app.tsx';
import { preparePage } from '@/components/page.ts';
import { readStatus } from '@/components/status.ts';

// Painted once everything that it shows is at hand, so that it never opens blank and fills late.
const ready = preparePage('extension.name', () => location.reload());
void Promise.all([readStatus(), ready]).then(([first]) => render(<App first={first} />, document.body));
