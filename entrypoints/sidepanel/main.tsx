import '@/components/styles/surface.css';
import { render } from 'preact';
import { readSnapshot } from '@/components/hooks/snapshot.ts';
import { prepareSurface } from '@/components/hooks/use-config.ts';
import { readRequestedSection } from '@/utils/browser/side-panel.ts';
import { parsePanelSection } from '@/utils/panel-sections.ts';
import { Panel } from './panel.tsx';

async function start(): Promise<void> {
  const [first, requested] = await Promise.all([readSnapshot(), readRequestedSection()]);
  // The popup opens the panel in a tab, with the section in the address, if the browser has disabled the side panel.
  const section = parsePanelSection(location.hash.slice(1)) ?? requested;
  await prepareSurface('extension.name', first.config, () => location.reload());
  render(<Panel first={first} firstSection={section} />, document.body);
  performance.mark('complete');
}

void start();
