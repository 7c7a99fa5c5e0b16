import '@/components/styles/surface.css';
import { render } from 'preact';
import { prepareSurface } from '@/components/hooks/use-config.ts';
import { readSnapshot } from '@/components/snapshot.ts';
import { readRequestedSection } from '@/utils/browser/side-panel.ts';
import { parsePanelSection } from '@/utils/panel-sections.ts';
import { Panel } from './panel.tsx';

async function start(): Promise<void> {
  const [first, requested] = await Promise.all([readSnapshot(), readRequestedSection()]);
  // Without a side panel, the popup opens this page in a tab and puts the section into its address.
  const section = parsePanelSection(location.hash.slice(1)) ?? requested;
  await prepareSurface('extension.name', first.config, () => location.reload());
  render(<Panel first={first} firstSection={section} />, document.body);
  performance.mark('complete');
}

void start();
