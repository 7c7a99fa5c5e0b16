import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { startFakePc } from './fake-pc.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const RESET = 'net::ERR_CONNECTION_RESET';

afterEach(() => {
  vi.useRealTimers();
});

describe('the signs message of a page', () => {
  const report = { type: 'signs', status: 400, signs: ['certificate-absent'], restored: false };
  const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: `${OFFICE}?q=secret` };

  test('answers a page with the cause for its banner', async () => {
    const pc = await startFakePc();
    pc.emit('onBeforeRequest', { requestId: '1', url: OFFICE });
    pc.emit('onResponseStarted', { requestId: '1', url: OFFICE, statusCode: 400 });
    await pc.commit(OFFICE);
    expect(await pc.send(report, sender)).toMatchObject({
      cause: 'certificate-missing',
      system: 'office',
      banner: { title: 'cause_certificate_missing_title', panelButton: { section: 'setup' } },
    });
    await pc.settle();
    expect(await pc.badge()).toBe('!');
    expect(JSON.stringify(await pc.run())).not.toContain('secret');
  });

  test('stores the signs of a page but asks for no banner with the setting off', async () => {
    const pc = await startFakePc();
    await fakeBrowser.storage.local.set({ settings: { showBanner: false } });
    expect(await pc.send(report, sender)).toBeNull();
    expect((await pc.run()).last).toHaveProperty('office');
  });

  test('asks for no banner on a good page from the back/forward cache', async () => {
    const pc = await startFakePc();
    await pc.fail('1', RESET, OFFICE);
    expect(await pc.send({ ...report, status: 200, signs: [], restored: true }, sender)).toBeNull();
    await pc.settle();
    expect(await pc.badge()).toBe('');
  });

  test.each<[string, unknown, object]>([
    ['another extension', report, { ...sender, id: 'other' }],
    ['a frame', report, { ...sender, frameId: 3 }],
    ['another site', report, { ...sender, url: 'https://office.mamoris-net.jp.example.com/' }],
    ['no address', report, { ...sender, url: undefined }],
    ['no tab', report, { ...sender, tab: undefined }],
    ['an unknown sign', { ...report, signs: ['gossip'] }, sender],
    ['text in place of signs', { ...report, signs: '証明書' }, sender],
    ['an impossible status', { ...report, status: 4000 }, sender],
    ['null as message', null, sender],
    ['an unknown type', { type: 'other' }, sender],
  ])('ignores signs from or with %s', async (_what, message, from) => {
    const pc = await startFakePc();
    expect(await pc.send(message, from)).toBeNull();
    expect(await pc.run()).toBeUndefined();
  });
});
