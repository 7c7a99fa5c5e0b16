import '@/components/surface.css';
import { render } from 'preact';
import { App } from '@/components/app.tsx';
import { readStatus } from '@/components/status.ts';
import { text } from '@/utils/text.ts';

document.title = text('extension.name');
// Painted once everything that it shows is at hand, so that it never opens blank and fills late.
void readStatus().then((first) => render(<App first={first} />, document.body));
