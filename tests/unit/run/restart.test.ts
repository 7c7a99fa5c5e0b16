import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { attempt, runWith } from '@/tests/support/builders.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { isJustRestarted, prepareRestart, readRestarted } from '@/utils/run/restart.ts';
import { viewOf } from '@/utils/run/view.ts';
import { MINUTE } from '@/utils/time.ts';

const NOW = Date.parse('2026-11-24T10:00:00+09:00');

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  return () => vi.useRealTimers();
});

/** Ends the browser run: its session storage is empty, and no window of it is open. */
async function restartBrowser(): Promise<void> {
  await fakeBrowser.storage.session.clear();
  await fakeBrowser.storage.local.remove('run-id-copy');
}

describe('the restart that the user has prepared', () => {
  test('[SEC-96] the next browser run knows the system to open, within 30 minutes', async () => {
    await prepareRestart('office');
    expect(await readRestarted()).toBeUndefined();
    await restartBrowser();
    expect(await readRestarted()).toBe('office');
    vi.setSystemTime(NOW + 31 * MINUTE);
    expect(await readRestarted()).toBeUndefined();
    expect((await fakeBrowser.storage.local.get('restart')).restart ?? null).toBeNull();
  });

  test.each([undefined, null, 1, {}, { system: 7, at: NOW }, { system: 'office' }])(
    'a damaged value counts as no restart: %j',
    async (stored) => {
      await fakeBrowser.storage.local.set({ restart: stored });
      expect(await readRestarted()).toBeUndefined();
    },
  );

  test('private windows know of no restart, because the browser does not restore them', async () => {
    await prepareRestart('office');
    await restartBrowser();
    vi.spyOn(fakeBrowser.extension, 'inIncognitoContext', 'get').mockReturnValue(true);
    expect(await readRestarted()).toBeUndefined();
    vi.restoreAllMocks();
  });
});

describe('the card after a restart', () => {
  const view = (...loads: Parameters<typeof runWith>[0]) => viewOf(runWith(loads), MANUAL, NOW);
  const opened = (id: 'office' | 'portal') => attempt(id, { status: 200, isReported: true, endedAt: NOW });

  test('goes on until the system was opened', () => {
    expect(isJustRestarted(view(), 'office')).toBe(true);
    expect(isJustRestarted(view(opened('portal')), 'office')).toBe(true);
    expect(isJustRestarted(view(opened('office')), 'office')).toBe(false);
  });

  test('goes on until any system was opened if the restart was for none', () => {
    expect(isJustRestarted(view(), '')).toBe(true);
    expect(isJustRestarted(view(opened('portal')), '')).toBe(false);
  });

  test('gives way to a failure, and to a run that was not started for a system', () => {
    expect(isJustRestarted(view(attempt('portal', { status: 500, isReported: true, endedAt: NOW })), 'office')).toBe(
      false,
    );
    expect(isJustRestarted(view(), undefined)).toBe(false);
  });
});
