import { render } from 'preact';
import { text } from '@/utils/text.ts';
import { App } from './app.tsx';
import { readStatus } from './status.ts';

/** Paints a surface once everything that it shows is at hand, so that it never opens blank and fills late. */
export async function renderApp(surface: 'popup' | 'sidepanel'): Promise<void> {
  document.title = text('extension.name');
  render(<App first={await readStatus()} surface={surface} />, document.body);
}
