import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ReminderAnswer } from '@/utils/run/closing-reminder.ts';
import { HOUR } from '@/utils/time.ts';
import { startFakePc } from './fake-pc.ts';

const KYOTEN = 'https://kyoten.mamoris-net.jp/';
const ADDED = { id: 'kyoten', name: '拠点システム', address: KYOTEN, certificate: 'required' };
const sender = { id: fakeBrowser.runtime.id, frameId: 0, tab: { id: 1 }, url: KYOTEN };

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Makes the browser answer questions for the policy with this one; "never": as long as a browser may need to start. */
function answerPolicy(policy: object | string | undefined | 'never'): string | undefined {
  const settings = typeof policy === 'object' ? JSON.stringify(policy) : policy;
  vi.spyOn(fakeBrowser.storage.managed, 'get').mockImplementation(() =>
    policy === 'never' ? new Promise(() => {}) : Promise.resolve(settings === undefined ? {} : { settings }),
  );
  return settings;
}

/** Replaces the PC's policy, as an administrator does. */
async function setPolicy(policy: object | string): Promise<void> {
  const settings = answerPolicy(policy);
  await fakeBrowser.storage.managed.onChanged.trigger({ settings: { newValue: settings } });
}

const copy = async () => (await fakeBrowser.storage.local.get('policy-copy'))['policy-copy'];

describe('before the browser answers for the policy', () => {
  test('a failure is shown and opens the popup', async () => {
    const pc = await startFakePc();
    answerPolicy('never');
    await pc.startWorker();
    await pc.fail('1', 'ERR_CONNECTION_REFUSED');
    expect(await pc.badge()).toBe('!');
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test('the last policy is in force', async () => {
    const pc = await startFakePc();
    await setPolicy({ systems: [ADDED], openPopup: false });
    await pc.settle();
    answerPolicy('never');
    await pc.startWorker();
    await pc.fail('1', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', KYOTEN);
    expect((await pc.run()).last).toHaveProperty('kyoten');
    expect(pc.openPopup).not.toHaveBeenCalled();
  });

  test.each([[7], [{ openPopup: false }], ['{"openPopup": false'], [[]]])(
    'a damaged copy of the policy is no policy: %j',
    async (damaged) => {
      const pc = await startFakePc();
      await fakeBrowser.storage.local.set({ 'policy-copy': damaged });
      answerPolicy('never');
      await pc.startWorker();
      await pc.fail('1', 'ERR_CONNECTION_REFUSED');
      expect(pc.openPopup).toHaveBeenCalledOnce();
    },
  );

  test('a system that only the new policy knows is filed under its name once the policy is known', async () => {
    const pc = await startFakePc();
    const answered = Promise.withResolvers<object>();
    vi.spyOn(fakeBrowser.storage.managed, 'get').mockImplementation(() => answered.promise as never);
    await pc.startWorker();
    await pc.fail('1', 'ERR_CONNECTION_RESET', KYOTEN);
    expect((await pc.run()).last).toHaveProperty('');
    answered.resolve({ settings: JSON.stringify({ systems: [ADDED] }) });
    await pc.settle();
    const { last } = await pc.run();
    expect(last).toMatchObject({ kyoten: { requestId: '1' } });
    expect(Object.keys(last)).toEqual(['kyoten']);
  });

  test('the evidence of an added system outlives a start of the worker', async () => {
    const pc = await startFakePc();
    await setPolicy({ systems: [ADDED] });
    await pc.settle();
    await pc.succeed('1', KYOTEN);
    expect((await pc.run()).opened).toEqual(['kyoten']);
    await fakeBrowser.storage.local.remove('policy-copy');
    answerPolicy('never');
    await pc.startWorker();
    await pc.succeed('2', 'https://kensa.mamoris-net.jp/');
    expect(await pc.run()).toMatchObject({ opened: ['kyoten', 'kensa'], last: { kyoten: { requestId: '1' } } });
  });
});

describe('once the browser answers for the policy', () => {
  test('a policy that was changed without an event is in force at the next load, and kept', async () => {
    const pc = await startFakePc();
    await pc.settle();
    const text = answerPolicy({ openPopup: false });
    await pc.succeed('1', 'https://kensa.mamoris-net.jp/');
    await pc.fail('2', 'ERR_CONNECTION_REFUSED');
    expect(pc.openPopup).not.toHaveBeenCalled();
    expect(await copy()).toBe(text);
  });

  test('[SEC-93] a policy that was taken away is forgotten', async () => {
    const pc = await startFakePc();
    await setPolicy({ openPopup: false });
    await pc.settle();
    answerPolicy(undefined);
    await pc.startWorker();
    await pc.settle();
    expect((await copy()) ?? undefined).toBe(undefined);
    await pc.fail('1', 'ERR_CONNECTION_REFUSED');
    expect(pc.openPopup).toHaveBeenCalledOnce();
  });

  test('a question that the browser refuses changes nothing', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const pc = await startFakePc();
    await setPolicy({ openPopup: false });
    await pc.settle();
    vi.spyOn(fakeBrowser.storage.managed, 'get').mockRejectedValue(new Error('no managed storage'));
    await pc.startWorker();
    await pc.fail('1', 'ERR_CONNECTION_REFUSED');
    expect(pc.openPopup).not.toHaveBeenCalled();
    expect(await copy()).toBe('{"openPopup":false}');
  });
});

describe('a policy in the worker', () => {
  test('applies a changed policy at once and after a restart of the worker', async () => {
    const pc = await startFakePc('2026-11-24T10:00:00+09:00');
    await pc.fail('1', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', KYOTEN);
    expect((await pc.run()).last).toHaveProperty('');
    await setPolicy({ systems: [ADDED] });
    await pc.settle();
    await pc.fail('2', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', KYOTEN);
    expect((await pc.run()).last).toHaveProperty('kyoten');
    await pc.startWorker();
    await pc.fail('3', 'ERR_BAD_SSL_CLIENT_AUTH_CERT', KYOTEN);
    expect((await pc.run()).last).toMatchObject({ kyoten: { requestId: '3' } });
  });

  test('moves the alarm to the hours of a changed policy', async () => {
    const pc = await startFakePc('2026-11-24T10:00:00+09:00');
    await pc.settle();
    const closesAt = async () => (await fakeBrowser.alarms.get('wake'))?.scheduledTime;
    expect(await closesAt()).toBe(Date.parse('2026-11-24T22:00:00+09:00'));
    await setPolicy({ serviceHours: { from: '9:00', to: '17:30' } });
    await pc.settle();
    expect(await closesAt()).toBe(Date.parse('2026-11-24T17:30:00+09:00'));
  });

  test('reminds no page of systems that are always open, and waits for no closing time', async () => {
    const pc = await startFakePc('2026-11-24T23:46:00+09:00');
    await setPolicy('\uFEFF{"serviceHours":{"from":"0:00","to":"24:00"}}');
    await pc.settle();
    expect(await pc.send({ type: 'reminder' }, { ...sender, url: 'https://kensa.mamoris-net.jp/' })).toEqual({});
    const alarm = await fakeBrowser.alarms.get('wake');
    expect(alarm?.scheduledTime).toBe(Date.parse('2026-11-25T23:46:00+09:00'));
    expect(console.warn).not.toHaveBeenCalled();
  });

  test('logs each wrong value of a policy and applies the others', async () => {
    const pc = await startFakePc('2026-11-24T17:50:00+09:00');
    await setPolicy({ serviceHours: { to: '18:00' }, openPopup: 'no', systems: [{ id: 'X' }] });
    await pc.settle();
    const lines = vi.mocked(console.warn).mock.calls.map(([line]) => line);
    expect(lines).toEqual(['Policy: openPopup is not used (type).', 'Policy: systems[0].id is not used (id).']);
    vi.mocked(fakeBrowser.i18n.getMessage).mockReturnValue('{closes}');
    const answer = await pc.send({ type: 'reminder' }, { ...sender, url: 'https://kensa.mamoris-net.jp/' });
    expect(answer).toMatchObject({ closesIn: HOUR / 6 - 100, banner: { title: '18:00' } });
  });

  test('ignores a policy that is not JSON', async () => {
    const pc = await startFakePc('2026-11-24T10:00:00+09:00');
    await setPolicy('{"openPopup": false');
    await pc.settle();
    expect(console.warn).toHaveBeenCalledExactlyOnceWith('Policy: settings is not used (json).');
    await pc.fail('1', 'ERR_CONNECTION_REFUSED');
    expect(await pc.badge()).toBe('!');
    expect(pc.openPopup).toHaveBeenCalled();
  });
});

describe('a renewal of certificates', () => {
  const renewal = { date: '2026-12-01', remindDays: 7, note: '総務課から届きます。' };

  test('[SEC-87] the worker reminds of a renewal once a day, from the day set until the day itself', async () => {
    const pc = await startFakePc('2026-11-23T23:59:59+09:00');
    await setPolicy({ renewal, systems: [ADDED] });
    await pc.settle();
    const ask = async (time: string) => {
      vi.setSystemTime(new Date(time));
      return (await pc.send({ type: 'reminder' }, sender)) as ReminderAnswer;
    };
    expect(await ask('2026-11-23T23:59:59+09:00')).not.toHaveProperty('banner');
    expect(await ask('2026-11-24T10:00:00+09:00')).toMatchObject({
      banner: { title: 'renewal_ahead', words: renewal.note, panelButton: { section: 'setup' } },
    });
    expect(await ask('2026-11-24T18:00:00+09:00')).not.toHaveProperty('banner');
    await pc.startWorker();
    expect(await ask('2026-11-24T18:00:01+09:00')).not.toHaveProperty('banner');
    expect(await ask('2026-11-30T10:00:00+09:00')).toMatchObject({ banner: { title: 'renewal_ahead' } });
    expect(await ask('2026-12-01T00:00:00+09:00')).not.toHaveProperty('banner');
  });

  test('reminds only pages of systems of a renewal, and after the reminder of closing time', async () => {
    const pc = await startFakePc('2026-11-24T21:50:00+09:00');
    await setPolicy({ renewal });
    await pc.settle();
    expect(await pc.send({ type: 'reminder' }, sender)).toEqual({});
    const office = { ...sender, url: 'https://office.mamoris-net.jp/' };
    expect(await pc.send({ type: 'reminder' }, office)).toMatchObject({ banner: { title: 'closing_left' } });
    expect(await pc.send({ type: 'reminder' }, office)).toMatchObject({ banner: { title: 'renewal_ahead' } });
  });
});
