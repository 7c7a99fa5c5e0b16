import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type CheckProgress, runSelfCheck } from '@/utils/run/self-check.ts';
import { type FakePc, startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const CHECK = 'https://clientcheck.mamoris-net.jp/';
const PORTAL = 'https://www.mamoris-net.jp/';
const REFUSED = 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT';
const LIMIT = 10_000;

const request = vi.fn<typeof fetch>();
const asked = () => request.mock.calls.map(([address]) => address).toSorted();
const silent = () => new Promise<never>(() => {});

beforeEach(() => {
  request.mockReset();
  request.mockImplementation(async () => pageOf('ようこそ'));
  vi.stubGlobal('fetch', request);
  vi.stubGlobal('navigator', { onLine: true, userAgent: '' });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function pageOf(text: string): Response {
  return new Response(`<p>${text}</p>`, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** Sender of messages from the side panel. */
function surface() {
  return { id: fakeBrowser.runtime.id, url: `chrome-extension://${fakeBrowser.runtime.id}/sidepanel.html` };
}

function connect(pc: FakePc) {
  return vi
    .spyOn(fakeBrowser.runtime, 'sendMessage')
    .mockImplementation((message: unknown) => pc.send(message, surface()) as Promise<never>);
}

/** Starts the check as the side panel does; `states()` returns its verdicts once it is over. */
function startCheck(signal = new AbortController().signal) {
  const progress: CheckProgress[] = [];
  const over = vi.fn<(result: Awaited<ReturnType<typeof runSelfCheck>>) => void>();
  void runSelfCheck((step) => progress.push(step), signal).then(over);
  const states = () =>
    Object.fromEntries(
      over.mock.lastCall?.[0]?.verdicts.map(({ system, layer, state }) => [system ?? layer, state]) ?? [],
    );
  return { progress, over, states };
}

describe('the check message', () => {
  test('[SEC-50] the worker checks only for the extension’s surfaces, and answers with the result', async () => {
    const pc = await startFakePc();
    const message = { type: 'check', system: 'portal' };
    const page = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: OFFICE };
    expect(await pc.send(message, page)).toBeNull();
    expect(await pc.send(message, { ...surface(), id: 'another' })).toBeNull();
    expect(await pc.send({ ...message, system: 'elsewhere' }, surface())).toBeNull();
    expect(request).not.toHaveBeenCalled();
    expect(await pc.send(message, surface())).toMatchObject({ status: 200, endedAt: Date.now() });
    expect(await pc.run()).toMatchObject({ probes: { portal: { status: 200 } } });
  });

  test('[SEC-92] the worker probes no untried system, and none offline or with probes off', async () => {
    const pc = await startFakePc();
    expect(await pc.send({ type: 'check', system: 'office' }, surface())).toBeNull();
    vi.stubGlobal('navigator', { onLine: false, userAgent: '' });
    expect(await pc.send({ type: 'check', system: 'portal' }, surface())).toBeNull();
    vi.stubGlobal('navigator', { onLine: true, userAgent: '' });
    await fakeBrowser.storage.local.set({ settings: { useProbes: false } });
    expect(await pc.send({ type: 'check', system: 'portal' }, surface())).toBeNull();
    expect(request).not.toHaveBeenCalled();
  });

  test('[SEC-53] the worker probes a system once in 30 s and repeats the answer until then', async () => {
    const pc = await startFakePc();
    const message = { type: 'check', system: 'portal' };
    const [first, second] = await Promise.all([pc.send(message, surface()), pc.send(message, surface())]);
    expect(second).toEqual(first);
    vi.setSystemTime(Date.now() + 29_000);
    expect(await pc.send(message, surface())).toEqual(first);
    expect(request).toHaveBeenCalledTimes(1);
    vi.setSystemTime(Date.now() + 1000);
    await pc.send(message, surface());
    expect(request).toHaveBeenCalledTimes(2);
  });

  test('answers a check with the probe of a failure under way', async () => {
    const pc = await startFakePc();
    const { promise, resolve: answer } = Promise.withResolvers<Response>();
    request.mockReturnValue(promise);
    await pc.fail('1', REFUSED, OFFICE);
    expect(asked()).toEqual([CHECK]);
    const answered = pc.send({ type: 'check', system: 'clientcheck' }, surface());
    await pc.settle();
    answer(pageOf('クライアント証明書が導入されていません。'));
    expect(await answered).toMatchObject({ signs: ['certificate-absent'] });
    expect(asked()).toEqual([CHECK]);
  });
});

describe('the self-check', () => {
  test('checks tried systems, the portal and the check site at once, and reports its progress', async () => {
    const pc = await startFakePc();
    connect(pc);
    await pc.fail('1', 'net::ERR_BAD_SSL_CLIENT_AUTH_CERT', OFFICE);
    request.mockClear();
    vi.setSystemTime(Date.now() + 60_000);
    request.mockReturnValue(silent());
    const { over, progress } = startCheck();
    await pc.settle();
    expect(asked()).toEqual([CHECK, OFFICE, PORTAL]);
    expect(progress).toEqual([{ done: 0, of: 3 }]);
    expect(over).not.toHaveBeenCalled();
  });

  test('does not check a system before the browser decided about its certificate', async () => {
    const pc = await startFakePc();
    connect(pc);
    await pc.fail('1', 'net::ERR_INTERNET_DISCONNECTED', OFFICE);
    request.mockClear();
    vi.setSystemTime(Date.now() + 60_000);
    request.mockReturnValue(silent());
    startCheck();
    await pc.settle();
    expect(asked()).toEqual([CHECK, PORTAL]);
  });

  test('ends the check as soon as all systems have answered', async () => {
    const pc = await startFakePc();
    connect(pc);
    const { states, progress } = startCheck();
    await pc.settle();
    expect(states()).toMatchObject({ network: 'good', name: 'good', portal: 'good' });
    expect(progress.at(-1)).toEqual({ done: 2, of: 2 });
  });

  test('ends the check within 10 s if no system answers', async () => {
    const pc = await startFakePc();
    connect(pc);
    const limits: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((limit) => {
      limits.push(limit);
      return new AbortController().signal;
    });
    request.mockImplementation(
      () =>
        new Promise((_, reject) => {
          setTimeout(() => reject(new DOMException('', 'TimeoutError')), limits.at(-1));
        }),
    );
    const { over, states } = startCheck();
    await vi.advanceTimersByTimeAsync(LIMIT);
    expect(over).toHaveBeenCalledOnce();
    expect(states()).toMatchObject({ portal: 'bad', certificate: 'unknown' });
    expect(request).toHaveBeenCalledTimes(2);
  });

  test('ends the check within 10 s if the worker does not answer', async () => {
    const pc = await startFakePc();
    const send = connect(pc).mockImplementation(silent);
    const { over, states } = startCheck();
    await vi.advanceTimersByTimeAsync(LIMIT);
    expect(over).toHaveBeenCalledOnce();
    expect(states()).toMatchObject({ network: 'unknown', portal: 'unknown', certificate: 'unknown' });
    expect(send).toHaveBeenCalledTimes(4);
  });

  test('checks again if the worker is killed before its answer', async () => {
    const pc = await startFakePc();
    const send = connect(pc);
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(new Error('The message port closed before a response was received.'));
    });
    send.mockImplementation(
      (message: unknown) => Promise.race([stopped, pc.send(message, surface())]) as Promise<never>,
    );
    request.mockImplementation(silent);
    const { over, states } = startCheck();
    await pc.settle();
    expect(asked()).toEqual([CHECK, PORTAL]);
    await pc.startWorker();
    connect(pc);
    request.mockImplementation(async () => pageOf('ようこそ'));
    stop();
    await pc.settle();
    expect(over).toHaveBeenCalledOnce();
    expect(states()).toMatchObject({ network: 'good', portal: 'good' });
    expect(asked()).toEqual([CHECK, CHECK, PORTAL, PORTAL]);
  });

  test('reports and sends nothing after the check is aborted', async () => {
    const pc = await startFakePc();
    const send = connect(pc).mockImplementation(silent);
    const leaving = new AbortController();
    const { progress } = startCheck(leaving.signal);
    await pc.settle();
    leaving.abort();
    await vi.advanceTimersByTimeAsync(LIMIT);
    expect(send).toHaveBeenCalledTimes(2);
    expect(progress).toEqual([{ done: 0, of: 2 }]);
  });

  test('sends no probes offline, and runs no check with probes off', async () => {
    const pc = await startFakePc();
    const send = connect(pc);
    vi.stubGlobal('navigator', { onLine: false, userAgent: '' });
    const offline = startCheck();
    await pc.settle();
    expect(offline.states()).toMatchObject({ network: 'bad', portal: 'skipped' });
    await fakeBrowser.storage.local.set({ settings: { useProbes: false } });
    const { over } = startCheck();
    await pc.settle();
    expect(over).toHaveBeenCalledExactlyOnceWith(undefined);
    expect(send).not.toHaveBeenCalled();
  });

  test('counts a malformed answer of the worker as unknown', async () => {
    const pc = await startFakePc();
    connect(pc).mockImplementation(async () => ({ askedAt: 'now', endedAt: {} }) as never);
    const { states } = startCheck();
    await pc.settle();
    expect(states()).toMatchObject({ portal: 'unknown' });
  });
});
