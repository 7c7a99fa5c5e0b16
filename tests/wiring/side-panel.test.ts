/** Tests for what a side panel keeps: a browser may start its page again at any time. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { openPanel, readPanelRequest, watchPanelRequests } from '@/utils/browser/side-panel.ts';

const { session } = fakeBrowser.storage;
const PANEL = { windowId: 1, tabId: undefined };

/** Opens the memory of a panel, as a page that has just started does. */
async function startPanel(place: { windowId: number; tabId: number | undefined } = PANEL) {
  vi.resetModules();
  const { openKeeper } = await import('@/entrypoints/sidepanel/panel-keeper.ts');
  return openKeeper(place);
}

/** Waits until all values are stored. */
const settle = () => navigator.locks.request('panel-state', () => {});

beforeEach(() => {
  fakeBrowser.reset();
  const tabs = [1, 2, 3].map((id) => ({ id, windowId: id < 3 ? 1 : 2 }));
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(async () => tabs as never);
  vi.spyOn(fakeBrowser.sidePanel, 'open').mockImplementation(async () => {});
});

describe('the state of a side panel', () => {
  test('comes back whenever its page starts again', async () => {
    const panel = await startPanel();
    panel.write('query', '証明');
    panel.write('query', '証明書');
    panel.write('section', 'troubles');
    panel.write('symptoms', { hidden: true });
    await settle();
    const again = await startPanel();
    expect(again.read('query')).toBe('証明書');
    expect(again.read('section')).toBe('troubles');
    expect(again.read('symptoms')).toEqual({ hidden: true });
    again.write('query', undefined);
    await settle();
    expect((await startPanel()).read('query')).toBeUndefined();
  });

  test('belongs to one window, or to one tab', async () => {
    const places = [PANEL, { windowId: 2, tabId: undefined }, { windowId: 1, tabId: 1 }, { windowId: 1, tabId: 2 }];
    const panels = await Promise.all(places.map((place) => startPanel(place)));
    for (const [index, panel] of panels.entries()) panel.write('query', `query ${index}`);
    await settle();
    const again = await Promise.all(places.map((place) => startPanel(place)));
    expect(again.map((panel) => panel.read('query'))).toEqual(['query 0', 'query 1', 'query 2', 'query 3']);
  });

  test('[SEC-94] is forgotten with its window, and is in memory only', async () => {
    (await startPanel({ windowId: 9, tabId: undefined })).write('query', 'closed');
    await settle();
    (await startPanel()).write('query', 'open');
    await settle();
    expect(await session.get()).toEqual({ 'panel-state': { 'window-1': { query: 'open' } } });
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });

  test('is empty if storage cannot be read, and lasts as long as the page if it cannot be written', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(session, 'get').mockRejectedValue(new Error('Storage fails.'));
    const panel = await startPanel();
    panel.write('query', '証明書');
    await settle();
    expect(panel.read('query')).toBe('証明書');
  });
});

describe('a request for a section', () => {
  test('reaches the panel of its window alone', async () => {
    const [first, second] = [vi.fn(), vi.fn()];
    watchPanelRequests(1, first);
    watchPanelRequests(2, second);
    await openPanel('setup', 1);
    expect(first).toHaveBeenCalledExactlyOnceWith({ section: 'setup', askedAt: expect.any(Number) });
    expect(second).not.toHaveBeenCalled();
    expect(await readPanelRequest(1)).toMatchObject({ section: 'setup' });
    expect(await readPanelRequest(2)).toBeUndefined();
  });

  test('is written at once, because the opening panel closes the popup', () => {
    const set = vi.spyOn(session, 'set');
    void openPanel('check', 2);
    expect(fakeBrowser.sidePanel.open).toHaveBeenCalledExactlyOnceWith({ windowId: 2 });
    expect(set).toHaveBeenCalledOnce();
  });

  test.each([undefined, null, 7, {}, { section: 'nowhere', windowId: 1 }, { section: 'setup' }])(
    '%j is none',
    async (value) => {
      await session.set({ 'panel-request': value });
      expect(await readPanelRequest(1)).toBeUndefined();
    },
  );
});
