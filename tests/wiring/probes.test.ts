import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { parseRun } from '@/utils/run/parse-run.ts';
import { fakeFetch } from './fake-fetch.ts';
import { type FakePc, startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const ANNEX = 'https://annex.mamoris-net.jp/contact/';
const CHECK = 'https://clientcheck.mamoris-net.jp/';
const PORTAL = 'https://www.mamoris-net.jp/';
const REFUSED = 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT';
const NEEDED = 'net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED';

const request = fakeFetch();

function pageOf(text: string, headers: Record<string, string> = {}): Response {
  const type = { 'Content-Type': 'text/html; charset=utf-8' };
  return new Response(`<title>確認</title><p>${text}</p>`, { headers: { ...type, ...headers } });
}

const asked = () => request.mock.calls.map(([address]) => address);

async function attempt(pc: FakePc, id = 'annex') {
  return (await pc.run()).last?.[id] as { probes?: Record<string, object>; clockOffset?: number } | undefined;
}

test('[SEC-69] a probe of the check site sends no cookies and no referrer, and uses no cache', async () => {
  const pc = await startFakePc();
  request.mockImplementation(async () => pageOf('クライアント証明書が導入されていません。'));
  await pc.fail('1', REFUSED, ANNEX);
  expect(request).toHaveBeenCalledExactlyOnceWith(
    CHECK,
    expect.objectContaining({
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
    }),
  );
  expect(await attempt(pc)).toMatchObject({ probes: { clientcheck: { status: 200, signs: ['certificate-absent'] } } });
  expect(JSON.stringify(await pc.run())).not.toContain('導入');
  expect(pc.listeners()).toHaveLength(4);
});

test('stores the browser’s error of its probe, not that of another request', async () => {
  const pc = await startFakePc();
  request.mockImplementation(async () => {
    pc.failProbe(CHECK, 'net::ERR_FAILED', 'https://clientcheck.mamoris-net.jp');
    pc.failProbe(CHECK, NEEDED);
    throw new TypeError('Failed to fetch');
  });
  await pc.fail('1', REFUSED, ANNEX);
  expect(await attempt(pc)).toMatchObject({
    probes: { clientcheck: { netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' } },
  });
  expect(pc.listeners()).toHaveLength(4);
});

test('[SEC-38] a probe without an error of the browser, or without an answer in 3 s, has failed', async () => {
  const pc = await startFakePc();
  const limit = vi.spyOn(AbortSignal, 'timeout');
  request.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await pc.fail('1', REFUSED, ANNEX);
  await vi.advanceTimersByTimeAsync(500);
  expect(await attempt(pc)).toMatchObject({ probes: { clientcheck: { netError: 'ERR_FAILED' } } });

  // The browser remembers no decision for the system itself: the next probe is sent to it.
  request.mockRejectedValueOnce(new DOMException('signal timed out', 'TimeoutError'));
  vi.setSystemTime(Date.now() + 31_000);
  await pc.alarm('wake');
  await pc.settle();
  expect(asked().slice(0, 2)).toEqual([CHECK, ANNEX]);
  expect(await attempt(pc)).toMatchObject({ probes: { annex: { netError: 'ERR_TIMED_OUT' } } });
  expect(limit).toHaveBeenCalledWith(3000);
  expect(request.mock.calls[0]?.[1]?.signal).toBe(limit.mock.results[0]?.value);
  limit.mockRestore();
});

test('[SEC-39] a probe counts a redirect as an answer and does not follow it', async () => {
  const pc = await startFakePc();
  request.mockResolvedValue({ type: 'opaqueredirect', status: 0 } as Response);
  await pc.fail('1', 'net::ERR_CONNECTION_REFUSED', 'https://kensa.mamoris-net.jp/');
  expect(asked()).toEqual([PORTAL]);
  expect(await attempt(pc, 'kensa')).toMatchObject({ probes: { portal: { status: 302 } } });
});

test('[SEC-37] a probe reads only the beginning of an endless body', async () => {
  const pc = await startFakePc();
  const cancel = vi.fn();
  const chunk = new TextEncoder().encode('<p>あ</p>'.repeat(1000));
  const pull = vi.fn((controller: ReadableStreamDefaultController) => controller.enqueue(chunk));
  const body = new ReadableStream({ pull, cancel });
  request.mockResolvedValue(new Response(body));
  await pc.fail('1', REFUSED, ANNEX);
  expect(await attempt(pc)).toMatchObject({ probes: { clientcheck: { status: 200 } } });
  expect(cancel).toHaveBeenCalled();
  // 64 kB, and the chunks that the stream has buffered.
  expect(pull.mock.calls.length * chunk.length).toBeLessThan(64 * 1024 + 2 * chunk.length);
});

test('opens no second popup and leaves the badge after a probe answer that changes nothing', async () => {
  const pc = await startFakePc();
  const { promise, resolve: answer } = Promise.withResolvers<Response>();
  request.mockReturnValue(promise);
  await pc.fail('1', REFUSED, ANNEX);
  expect(pc.openPopup).toHaveBeenCalledTimes(1);
  expect(await pc.badge()).toBe('!');
  const set = vi.spyOn(fakeBrowser.action, 'setBadgeText');
  answer(pageOf('クライアント証明書が導入されていません。'));
  await pc.settle();
  expect(await attempt(pc)).toMatchObject({ probes: { clientcheck: { signs: ['certificate-absent'] } } });
  expect(pc.openPopup).toHaveBeenCalledTimes(1);
  expect(set).not.toHaveBeenCalled();
  set.mockRestore();
});

test('answers the signs message of a page once the probe is answered', async () => {
  const pc = await startFakePc();
  const { promise, resolve: answer } = Promise.withResolvers<Response>();
  request.mockReturnValue(promise);
  pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
  pc.emit('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 403 });
  await pc.commit(OFFICE);
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: OFFICE };
  const onAnswer = vi.fn();
  void pc.send({ type: 'signs', status: 403, signs: [], restored: false }, sender).then(onAnswer);
  await pc.settle();
  expect(onAnswer).not.toHaveBeenCalled();
  answer(pageOf('クライアント証明書が導入されていません。'));
  await pc.settle();
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ cause: 'certificate-missing', system: 'office' }),
  );
});

test('sends a probe again after a kill of the worker, once that is allowed', async () => {
  const pc = await startFakePc();
  request.mockReturnValueOnce(new Promise(() => {}));
  await pc.fail('1', REFUSED, ANNEX);
  expect((await fakeBrowser.alarms.get('wake'))?.scheduledTime).toBeLessThanOrEqual(Date.now() + 30_000);
  await pc.startWorker();
  await pc.alarm('wake');
  await pc.settle();
  expect(request).toHaveBeenCalledTimes(1);
  expect(await fakeBrowser.alarms.get('wake')).toBeDefined();

  vi.setSystemTime(Date.now() + 31_000);
  request.mockImplementation(async () => pageOf('クライアント証明書が導入されていません。'));
  await pc.alarm('wake');
  await pc.settle();
  expect(asked()).toEqual([CHECK, CHECK]);
  expect(await attempt(pc)).toMatchObject({ probes: { clientcheck: { signs: ['certificate-absent'] } } });
});

test('sends no probes offline, or with probes switched off', async () => {
  const pc = await startFakePc();
  vi.stubGlobal('navigator', { onLine: false, userAgent: '' });
  await pc.fail('1', REFUSED, ANNEX);
  vi.stubGlobal('navigator', { onLine: true, userAgent: '' });
  await fakeBrowser.storage.local.set({ settings: { useProbes: false } });
  await pc.fail('2', REFUSED, OFFICE, 2);
  expect(request).not.toHaveBeenCalled();
});

test('reads the servers’ clock from probes and pages, but not from cached answers', async () => {
  const pc = await startFakePc('2026-11-24T21:50:00+09:00');
  const date = new Date('2026-11-24T22:10:00+09:00').toUTCString();
  const answer = (requestId: string, more: object) => {
    pc.emit('onBeforeRequest', { requestId, url: PORTAL });
    pc.emit('onResponseStarted', { requestId, url: PORTAL, statusCode: 200, responseHeaders: [], ...more });
    return pc.settle();
  };
  const headers = [{ name: 'date', value: date }];
  await answer('1', { responseHeaders: headers, fromCache: true });
  await answer('2', { responseHeaders: [...headers, { name: 'Age', value: '900' }] });
  await answer('3', { responseHeaders: [{ name: 'Date', value: 'soon' }] });
  expect((await pc.run()).clockOffset).toBeUndefined();
  await pc.commit(PORTAL);
  await answer('4', { responseHeaders: headers });
  expect((await pc.run()).clockOffset).toBeCloseTo(20 * 60_000, -3);
  // The systems are closed by the servers' clock; the PC's clock is 20 minutes behind.
  expect(await pc.badge()).toBe('閉');
  const opensAt = Date.parse('2026-11-25T06:40:00+09:00');
  expect(((await fakeBrowser.alarms.get('wake'))?.scheduledTime ?? 0) - opensAt).toBeLessThan(3000);

  request.mockImplementation(async () => pageOf('', { Date: new Date('2026-11-24T21:50:00+09:00').toUTCString() }));
  await pc.fail('5', 'net::ERR_CERT_AUTHORITY_INVALID', 'https://kensa.mamoris-net.jp/', 2);
  expect(Math.abs((await attempt(pc, 'kensa'))?.clockOffset ?? Number.NaN)).toBeLessThan(5000);
});

test('clears the run of private windows once all are closed', async () => {
  const pc = await startFakePc();
  Object.assign(fakeBrowser.extension, { inIncognitoContext: true });
  try {
    await pc.startWorker();
    await pc.fail('1', REFUSED, ANNEX);
    const run = async () => parseRun((await fakeBrowser.storage.session.get('run-private'))['run-private']);
    await pc.startWorker();
    await pc.settle();
    expect(Object.keys((await run()).last)).toEqual(['annex']);
    pc.tabs.clear();
    await pc.startWorker();
    await pc.settle();
    const { attempts, last, tabs, probes } = await run();
    expect({ attempts, last, tabs, probes }).toEqual({ attempts: {}, last: {}, tabs: {}, probes: {} });
  } finally {
    Object.assign(fakeBrowser.extension, { inIncognitoContext: false });
  }
});

test('answers a page whose probe ends while the worker reads the settings', async () => {
  const pc = await startFakePc();
  let endProbe = (_response: Response) => {};
  const probe = new Promise<Response>((resolve) => {
    endProbe = resolve;
  });
  request.mockImplementation(() => probe);
  pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
  pc.emit('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 400 });
  await pc.settle();
  const { local } = fakeBrowser.storage;
  const get = local.get as (key: unknown) => Promise<Record<string, unknown>>;
  let reads = 0;
  // The update and the probe read the settings first, then the answer to the page.
  vi.spyOn(local, 'get').mockImplementation(async (key: unknown) => {
    reads += key === 'settings' ? 1 : 0;
    if (reads === 3) await new Promise((resolve) => setTimeout(resolve, 500));
    return get(key);
  });
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: OFFICE };
  const answer = pc.send({ type: 'signs', status: 400, signs: [], restored: false }, sender);
  await pc.settle();
  endProbe(new Response('<p>OK</p>'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toMatchObject({ cause: 'server-error', system: 'office' });
});
