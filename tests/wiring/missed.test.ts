/** Failures whose events a worker took with it when it was stopped. */
import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { fakeFetch } from './fake-fetch.ts';
import { startFakePc } from './fake-pc.ts';

const KENSA = 'https://kensa.mamoris-net.jp/';
const OFFICE = 'https://office.mamoris-net.jp/';
const CHECK = 'https://clientcheck.mamoris-net.jp/';
const request = fakeFetch();

type FakePc = Awaited<ReturnType<typeof startFakePc>>;

/** What the alarm of the load finds when it rings, half a minute later. */
async function fireRecoveryAlarm(pc: FakePc, tab: { url: string; title: string; status?: string }) {
  await pc.startWorker();
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'complete', ...tab });
  await vi.advanceTimersByTimeAsync(31_000);
  await pc.alarm('wake');
  await vi.advanceTimersByTimeAsync(5_000);
}

/** How a probe fails that meets an error. */
const meets = (pc: FakePc, error: string) =>
  request.mockImplementation(async (address) => {
    pc.failProbe(String(address), error);
    throw new TypeError('Failed to fetch');
  });

const shown = async (pc: FakePc) => (await pc.run())?.tabs?.[1] as { shown?: object; pending?: object } | undefined;
const ERROR_PAGE = { url: KENSA, title: 'kensa.mamoris-net.jp' };

test('the alarm is there before anything else is done for a load, and the next loads do not put it off for good', async () => {
  const pc = await startFakePc();
  const create = vi.spyOn(fakeBrowser.alarms, 'create');
  pc.dispatch('onBeforeRequest', { requestId: '1', url: KENSA });
  const first = Date.now() + 30_000;
  expect(create).toHaveBeenLastCalledWith('wake', { when: first, periodInMinutes: 1 });
  pc.dispatch('onErrorOccurred', { requestId: '1', url: KENSA, error: 'net::ERR_CONNECTION_RESET' });
  await vi.advanceTimersByTimeAsync(29_000);
  pc.dispatch('onBeforeRequest', { requestId: '2', url: KENSA });
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(first);
  await vi.advanceTimersByTimeAsync(1_000);
  await pc.alarm('wake');
  pc.dispatch('onErrorOccurred', { requestId: '2', url: KENSA, error: 'net::ERR_CONNECTION_RESET' });
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBe(Date.now() + 30_000);
});

test('probes an unknown error page and warns about it', async () => {
  const pc = await startFakePc();
  meets(pc, 'net::ERR_CONNECTION_REFUSED');
  await fireRecoveryAlarm(pc, ERROR_PAGE);
  expect(await pc.badge()).toBe('!');
  expect((await shown(pc))?.shown).toMatchObject({ address: KENSA, netError: 'ERR_CONNECTION_REFUSED' });
  expect(request.mock.calls.map(([address]) => address)).toContain(KENSA);
});

test('it is asked about once, also where the system answers by then', async () => {
  const pc = await startFakePc();
  request.mockImplementation(async () => new Response('', { status: 200 }));
  await fireRecoveryAlarm(pc, ERROR_PAGE);
  const first = (await shown(pc))?.shown;
  expect(first).toMatchObject({ isMissed: true, status: 200 });
  await vi.advanceTimersByTimeAsync(60_000);
  await pc.alarm('wake');
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await shown(pc))?.shown).toEqual(first);
});

test('so is one about the server’s certificate', async () => {
  const pc = await startFakePc();
  meets(pc, 'net::ERR_CERT_AUTHORITY_INVALID');
  await fireRecoveryAlarm(pc, { url: KENSA, title: 'プライバシー エラー' });
  expect((await shown(pc))?.shown).toMatchObject({ netError: 'ERR_CERT_AUTHORITY_INVALID' });
});

test('a load whose end was missed has ended as the system’s answer says, however long ago it began', async () => {
  const pc = await startFakePc();
  pc.dispatch('onBeforeRequest', { requestId: '1', url: OFFICE });
  await pc.settle();
  request.mockImplementation(async (address) =>
    address === CHECK
      ? new Response('<p>クライアント証明書が導入されていません</p>', { headers: { 'Content-Type': 'text/html' } })
      : new Response('', { status: 403 }),
  );
  await fireRecoveryAlarm(pc, { url: OFFICE, title: 'office.mamoris-net.jp' });
  expect(await pc.badge()).toBe('!');
  const tab = await shown(pc);
  expect(tab?.pending).toBeUndefined();
  expect(tab?.shown).toMatchObject({ requestId: '1', status: 403, probes: { clientcheck: { status: 200 } } });
});

test('that its system was asked while the load went on is no answer for its end', async () => {
  const pc = await startFakePc();
  pc.dispatch('onBeforeRequest', { requestId: '1', url: OFFICE });
  await pc.settle();
  meets(pc, 'net::ERR_EMPTY_RESPONSE');
  await vi.advanceTimersByTimeAsync(5_000);
  expect((await shown(pc))?.pending).toMatchObject({ probes: { office: { netError: 'ERR_EMPTY_RESPONSE' } } });
  await fireRecoveryAlarm(pc, { url: OFFICE, title: 'office.mamoris-net.jp' });
  expect((await shown(pc))?.shown).toMatchObject({ requestId: '1', netError: 'ERR_EMPTY_RESPONSE' });
  expect(request.mock.calls.map(([address]) => address)).toContain(CHECK);
});

test('warns about an unknown error page without a probe when probes are off', async () => {
  const pc = await startFakePc();
  await fakeBrowser.storage.local.set({ settings: { useProbes: false } });
  await fireRecoveryAlarm(pc, ERROR_PAGE);
  expect(await pc.badge()).toBe('!');
  expect(request).not.toHaveBeenCalled();
});

test.each([
  ['a page of the system’s', { url: KENSA, title: 'ログイン｜まもりすネット' }],
  ['a page that still loads', { ...ERROR_PAGE, status: 'loading' }],
  ['another site', { url: '', title: '' }],
])('%s is no failure', async (_, tab) => {
  const pc = await startFakePc();
  await fireRecoveryAlarm(pc, tab);
  expect(await pc.badge()).toBe('');
  expect(await shown(pc)).toBeUndefined();
  expect(request).not.toHaveBeenCalled();
});

test('an error page that is known is left as it is', async () => {
  const pc = await startFakePc();
  meets(pc, 'net::ERR_CONNECTION_REFUSED');
  await pc.fail('1', 'net::ERR_CONNECTION_RESET');
  await fireRecoveryAlarm(pc, ERROR_PAGE);
  expect((await shown(pc))?.shown).toMatchObject({ requestId: '1', netError: 'ERR_CONNECTION_RESET' });
});
