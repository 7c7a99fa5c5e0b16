import '@/components/styles/surface.css';
import { render } from 'preact';
import { prepareSurface } from '@/components/prepare-surface.ts';
import { readSnapshot } from '@/components/snapshot.ts';
import { setupItem } from '@/utils/run/setup-store.ts';
import { App } from './app.tsx';

async function start(): Promise<void> {
  const [first, setup] = await Promise.all([readSnapshot(), setupItem.read()]);
  await prepareSurface('extension.name', first.config, () => location.reload());
  render(<App first={first} setup={setup} />, document.body);
  performance.mark('complete');
}

void start();
