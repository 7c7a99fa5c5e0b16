/** Tests for failures whose events were lost when the worker was killed. */
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { fakeFetch } from './fake-fetch.ts';
import { type FakePc, startFakePc } from './fake-pc.ts';

const KENSA = 'https://kensa.mamoris-net.jp/';
const OFFICE = 'https://office.mamoris-net.jp/';
const CHECK = 'https://clientcheck.mamoris-net.jp/';
const request = fakeFetch();

/** Restarts the worker, sets the tab, and fires the alarm half a minute later. */
async function fireAlarmLater(pc: FakePc, tab: { url: string; title: string; status?: string }) {
  await pc.startWorker();
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'complete', ...tab });
  await vi.advanceTimersByTimeAsync(31_000);
  await pc.alarm('wake');
  await vi.advanceTimersByTimeAsync(5_000);
}

/** Makes probes fail with an error. */
const failProbes = (pc: FakePc, error: string) =>
  request.mockImplementation(async (address) => {
    pc.failProbe(String(address), error);
    throw new TypeError('Failed to fetch');
  });

const shown = async (pc: FakePc) => (await pc.run())?.tabs?.[1] as { shown?: object; pending?: object } | undefined;
const ERROR_PAGE = { url: KENSA, title: 'kensa.mamoris-net.jp' };

test('sets the alarm before anything else for a load, and does not postpone it for the next load', async () => {
  const pc = await startFakePc();
  const create = vi.spyOn(fakeBrowser.alarms, 'create');
  pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
  const first = Date.now() + 30_000;
  expect(create).toHaveBeenLastCalledWith('wake', { when: first, periodInMinutes: 1 });
  pc.emit('onErrorOccurred', { requestId: '1', url: KENSA, error: 'net::ERR_CONNECTION_RESET' });
  await vi.advanceTimersByTimeAsync(29_000);
  pc.emit('onBeforeRequest', { requestId: '2', url: KENSA });
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(first);
  await vi.advanceTimersByTimeAsync(1_000);
  await pc.alarm('wake');
  pc.emit('onErrorOccurred', { requestId: '2', url: KENSA, error: 'net::ERR_CONNECTION_RESET' });
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(Date.now() + 30_000);
});

test('probes the system of an error page without an event, and shows the failure', async () => {
  const pc = await startFakePc();
  failProbes(pc, 'net::ERR_CONNECTION_REFUSED');
  await fireAlarmLater(pc, ERROR_PAGE);
  expect(await pc.badge()).toBe('!');
  expect((await shown(pc))?.shown).toMatchObject({ address: KENSA, netError: 'ERR_CONNECTION_REFUSED' });
  expect(request.mock.calls.map(([address]) => address)).toContain(KENSA);
});

test('probes the system of a missed failure once, even if it answers', async () => {
  const pc = await startFakePc();
  request.mockImplementation(async () => new Response('', { status: 200 }));
  await fireAlarmLater(pc, ERROR_PAGE);
  const first = (await shown(pc))?.shown;
  expect(first).toMatchObject({ isMissed: true, status: 200 });
  await vi.advanceTimersByTimeAsync(60_000);
  await pc.alarm('wake');
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await shown(pc))?.shown).toEqual(first);
});

test('finds a missed failure by the title of a certificate error page', async () => {
  const pc = await startFakePc();
  failProbes(pc, 'net::ERR_CERT_AUTHORITY_INVALID');
  await fireAlarmLater(pc, { url: KENSA, title: 'プライバシー エラー' });
  expect((await shown(pc))?.shown).toMatchObject({ netError: 'ERR_CERT_AUTHORITY_INVALID' });
});

test('ends a load whose end was missed with the answer to a probe of its system', async () => {
  const pc = await startFakePc();
  pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
  await pc.settle();
  request.mockImplementation(async (address) =>
    address === CHECK
      ? new Response('<p>クライアント証明書が導入されていません</p>', { headers: { 'Content-Type': 'text/html' } })
      : new Response('', { status: 403 }),
  );
  await fireAlarmLater(pc, { url: OFFICE, title: 'office.mamoris-net.jp' });
  expect(await pc.badge()).toBe('!');
  const tab = await shown(pc);
  expect(tab?.pending).toBeUndefined();
  expect(tab?.shown).toMatchObject({ requestId: '1', status: 403, probes: { clientcheck: { status: 200 } } });
});

test('probes the system again for a missed end after a probe during the load', async () => {
  const pc = await startFakePc();
  pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
  await pc.settle();
  failProbes(pc, 'net::ERR_EMPTY_RESPONSE');
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await shown(pc))?.pending).toMatchObject({ probes: { office: { netError: 'ERR_EMPTY_RESPONSE' } } });
  await fireAlarmLater(pc, { url: OFFICE, title: 'office.mamoris-net.jp' });
  expect((await shown(pc))?.shown).toMatchObject({ requestId: '1', netError: 'ERR_EMPTY_RESPONSE' });
  expect(request.mock.calls.map(([address]) => address)).toContain(CHECK);
});

test('shows a missed failure of unknown kind if probes are switched off', async () => {
  const pc = await startFakePc();
  await fakeBrowser.storage.local.set({ settings: { useProbes: false } });
  await fireAlarmLater(pc, ERROR_PAGE);
  expect(await pc.badge()).toBe('!');
  expect(request).not.toHaveBeenCalled();
});

test.each([
  ['a page of the system', { url: KENSA, title: 'ログイン｜まもりすネット' }],
  ['a page that still loads', { ...ERROR_PAGE, status: 'loading' }],
  ['another site', { url: '', title: '' }],
])('counts %s as no missed failure', async (_, tab) => {
  const pc = await startFakePc();
  await fireAlarmLater(pc, tab);
  expect(await pc.badge()).toBe('');
  expect(await shown(pc)).toBeUndefined();
  expect(request).not.toHaveBeenCalled();
});

test('files no missed failure while access to the sites is withheld', async () => {
  const pc = await startFakePc();
  pc.containsPermission.mockResolvedValue(false);
  await fireAlarmLater(pc, ERROR_PAGE);
  expect(await pc.badge()).toBe('');
  expect(await shown(pc)).toBeUndefined();
});

/** The tab that shows a page without a title: the browser shows its address without the scheme. */
const untitled = (url: string) => ({ url, title: url.replace(/^https:\/\//, '').replace(/\/$/, '') });

test.each<[string, (pc: FakePc) => unknown, { url: string; title: string }]>([
  ['an entry page without a title', (pc) => pc.succeed('1', KENSA), untitled(KENSA)],
  ['a frameset without a title after a query', (pc) => pc.succeed('1', `${KENSA}?id=1`), untitled(KENSA)],
  [
    'a page of a certificate system whose title is its host',
    (pc) => pc.succeed('1', `${OFFICE}menu.do`),
    { url: `${OFFICE}menu.do?x=1#top`, title: 'office.mamoris-net.jp' },
  ],
  [
    'a page without a title from the cache for going back',
    async (pc) => {
      const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: CHECK };
      await pc.send({ type: 'signs', status: 200, signs: [], restored: true }, sender);
    },
    untitled(CHECK),
  ],
  [
    'a login page without a title that answers 401',
    async (pc) => {
      pc.emit('onBeforeRequest', { requestId: '1', url: KENSA });
      pc.emit('onResponseStarted', { requestId: '1', url: KENSA, statusCode: 401 });
      const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KENSA };
      await pc.send({ type: 'signs', status: 401, signs: ['interactive'], restored: false }, sender);
    },
    untitled(KENSA),
  ],
  [
    'the question whether to send a form again',
    async (pc) => {
      await pc.succeed('1', `${KENSA}next`);
      pc.emit('onBeforeRequest', { requestId: '2', url: `${KENSA}save`, method: 'POST' });
      pc.emit('onErrorOccurred', { requestId: '2', url: `${KENSA}save`, error: 'net::ERR_CACHE_MISS' });
    },
    { url: `${KENSA}save`, title: 'kensa.mamoris-net.jp' },
  ],
])('counts %s as no missed failure, whatever probes say', async (_, load, tab) => {
  const pc = await startFakePc();
  failProbes(pc, 'net::ERR_CONNECTION_REFUSED');
  await load(pc);
  await fireAlarmLater(pc, tab);
  expect(await pc.badge()).toBe('');
  expect(request).not.toHaveBeenCalled();
  expect(pc.openPopup).not.toHaveBeenCalled();
});

test.each<[string, (pc: FakePc) => unknown, { url: string; title: string }]>([
  ['another page of the system', (pc) => pc.succeed('1', KENSA), { ...ERROR_PAGE, url: `${KENSA}next` }],
  ['another system', (pc) => pc.succeed('1', OFFICE), ERROR_PAGE],
  ['a warning at the address of a page', (pc) => pc.succeed('1', OFFICE), { url: KENSA, title: 'Privacy error' }],
])('finds a missed failure after %s', async (_, load, tab) => {
  const pc = await startFakePc();
  failProbes(pc, 'net::ERR_CONNECTION_REFUSED');
  await load(pc);
  await fireAlarmLater(pc, tab);
  expect(await pc.badge()).toBe('!');
});

test('leaves a known failure unchanged', async () => {
  const pc = await startFakePc();
  failProbes(pc, 'net::ERR_CONNECTION_REFUSED');
  await pc.fail('1', 'net::ERR_CONNECTION_RESET');
  await fireAlarmLater(pc, ERROR_PAGE);
  expect((await shown(pc))?.shown).toMatchObject({ requestId: '1', netError: 'ERR_CONNECTION_RESET' });
});
