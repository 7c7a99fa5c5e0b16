import '@/components/styles/surface.css';
import { render } from 'preact';
import { KeeperContext } from '@/components/hooks/use-kept.ts';
import { prepareSurface } from '@/components/prepare-surface.ts';
import { readSnapshot } from '@/components/snapshot.ts';
import { readPanelRequest } from '@/utils/browser/side-panel.ts';
import { parsePanelSection } from '@/utils/panel-sections.ts';
import { Panel } from './panel.tsx';
import { openKeeper, readPanelHost } from './panel-keeper.ts';

async function start(): Promise<void> {
  const [first, host] = await Promise.all([readSnapshot(), readPanelHost()]);
  const [keeper, request] = await Promise.all([openKeeper(host), readPanelRequest(host.windowId)]);
  if (host.tabId === undefined && request && request.askedAt !== keeper.read('lastRequestAt')) {
    keeper.write('section', request.section);
    keeper.write('lastRequestAt', request.askedAt);
    keeper.write('scroll', undefined);
  }
  // Without a side panel, the popup opens this page in a tab and puts the section into its address. It counts only at
  // first: the user may have changed the section since.
  const section = host.tabId === undefined ? undefined : parsePanelSection(location.hash.slice(1));
  if (section && keeper.read('section') === undefined) keeper.write('section', section);
  await prepareSurface('extension.name', first.config, () => location.reload());
  const panel = (
    <KeeperContext.Provider value={keeper}>
      <Panel first={first} host={host} keeper={keeper} />
    </KeeperContext.Provider>
  );
  render(panel, document.body);
  performance.mark('complete');
}

void start();
