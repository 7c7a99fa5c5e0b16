/** Tests for loads that take long because they send something, or because the system has much to do. */
import { expect, test, vi } from 'vitest';
import { fakeFetch } from './fake-fetch.ts';
import { startFakePc } from './fake-pc.ts';

const KENSA = 'https://kensa.mamoris-net.jp/';
const request = fakeFetch();

/** Begins a load in the front tab, and lets time pass with the alarms of the worker. */
async function load(method: string, seconds: number) {
  const pc = await startFakePc();
  Object.assign(pc.tabs.get(1) ?? {}, { status: 'loading', url: `${KENSA}form` });
  pc.emit('onBeforeRequest', { requestId: '1', url: `${KENSA}save`, method });
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return pc;
}

test.each(['POST', 'PUT'])('a load by %s counts as stuck only after five minutes', async (method) => {
  request.mockImplementation(async () => new Response('', { status: 200 }));
  const pc = await load(method, 299);
  expect(await pc.badge()).toBe('');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await pc.badge()).toBe('!');
  expect(pc.openPopup).not.toHaveBeenCalled();
});

test.each([
  ['answers', 60, async () => new Response('', { status: 200 })],
  ['does not answer', 20, () => Promise.reject(new DOMException('', 'TimeoutError'))],
] as const)('a page of a system that %s its own probe counts as stuck after %i s', async (_what, seconds, answer) => {
  request.mockImplementation(answer);
  const pc = await load('GET', seconds - 1);
  expect(await pc.badge()).toBe('');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await pc.badge()).toBe('!');
  expect(request.mock.calls.map(([address]) => address)).toContain(KENSA);
});

test('no form is probed before its page could be stuck', async () => {
  await load('POST', 299);
  expect(request).not.toHaveBeenCalled();
});
