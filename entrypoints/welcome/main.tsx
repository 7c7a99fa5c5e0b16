import '@/components/styles/surface.css';
import { render } from 'preact';
import { prepareSurface } from '@/components/prepare-surface.ts';
import { isOnToolbar } from '@/utils/browser/toolbar.ts';
import { readConfig } from '@/utils/settings/config.ts';
import { WelcomePage } from './welcome-page.tsx';

async function start(): Promise<void> {
  const [config, isPinned] = await Promise.all([readConfig(), isOnToolbar()]);
  await prepareSurface('welcome.title', config, () => location.reload());
  render(<WelcomePage first={config} wasPinned={isPinned} />, document.body);
  performance.mark('complete');
}

void start();
