import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Play } from './play.ts';
import { isOurs } from './random-pc.ts';

const MAX_TABS = 200;
const SECOND = 1000;
const HOUR = 3_600_000;

/** Compares the stored run and the badges with the model. Throws a description of the first difference. */
export async function check(play: Play, when: string): Promise<void> {
  const { pc, model } = play;
  const wrong = (what: string) => {
    throw new Error(`${what} (${when})`);
  };
  if (pc.errors.length > 0) wrong(`exceptions in handlers: ${pc.errors}`);
  if (!play.isDisturbed && pc.log.length > 0) wrong(`console.error without cause: ${pc.log}`);
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) wrong('Object.prototype is polluted');
  const names = [...pc.alarms.keys()];
  if (names.some((name) => name !== 'wake')) wrong(`unknown alarms: ${names}`);
  if (pc.popups.length > model.failures.size) wrong(`${pc.popups.length} popups for ${model.failures.size} failures`);

  const { readStoredRun, readConfig, systemById, viewOf } = pc.surface();
  const [state, { facts }] = await Promise.all([readStoredRun(), readConfig()]);
  const [tabs, last] = [Object.keys(state.tabs).length, Object.keys(state.last)];
  if (tabs > MAX_TABS) wrong(`${tabs} tabs are stored`);
  if (!play.isDisturbed && last.length > 11) wrong(`stored loads of ${last}`);
  const stored = { ...(await fakeBrowser.storage.local.get()), ...(await fakeBrowser.storage.session.get()) };
  const bytes = JSON.stringify(stored).length;
  if (bytes > 40_000 + tabs * 6000) wrong(`${bytes} bytes are stored`);

  if (!play.isDisturbed) {
    for (const [id, probes] of Object.entries(state.probes)) {
      const host = URL.parse(systemById(id, facts)?.address ?? '')?.host;
      for (const { askedAt, endedAt } of probes) {
        const isSent = pc.probes.some(
          (probe) => probe.host === host && (play.isClockSet || Math.abs(probe.at - askedAt) < SECOND),
        );
        if (endedAt !== undefined && !isSent) wrong(`the answer of a probe is stored at ${id}`);
      }
    }
  }

  const now = pc.clock.now;
  const view = viewOf(state, facts, now);
  for (const { id, url } of pc.tabs.values()) {
    const badge = pc.badges.get(id) ?? '';
    const known = view.tabs[id];
    const expectedBadge = isOurs(url) || known?.pending ? (view.tabs[id]?.badge ?? '') : '';
    const isClosing = badge === '閉' || expectedBadge === '閉';
    // While the PC's clock is wrong, the systems close without an event.
    if (known && badge !== expectedBadge && when !== 'at rest' && !(isClosing && !play.areHoursCertain))
      wrong(`tab ${id} has badge "${badge}", its state has "${expectedBadge}"`);
    const { shown, isCertain } = model.of(id);
    if (isCertain && shown && known?.shown?.attempt.requestId !== shown.id.slice(0, 40)) {
      wrong(`of tab ${id} is stored ${JSON.stringify(known)} instead of ${JSON.stringify(shown)}`);
    }
    const expected = model.badges(id, url, now, isOpen(play));
    if (expected && !expected.includes(badge)) {
      wrong(`tab ${id} has badge "${badge}" instead of "${expected}": ${JSON.stringify(model.of(id))}`);
    }
  }
}

/**
 * Checks the badges of loads under way that change by time alone. The worker must have been running since the load
 * began: otherwise its alarm may be later. Throws a description of the difference.
 */
export async function checkOnTime({ pc, model, isDisturbed, isClockSet, stoppedAt }: Play): Promise<void> {
  const { process, clock } = pc;
  const tabs = [...pc.tabs.values()].filter(({ id, load, hasFailed }) => {
    const { pending } = model.of(id);
    const isWaiting = load !== undefined && !hasFailed && pending?.id === load.requestId && pending.isClean;
    return isWaiting && load.beganAt > stoppedAt;
  });
  if (isDisturbed || isClockSet || tabs.length === 0 || !process?.isAlive || process.pendingCalls > 0) return;
  const { readStoredRun, readConfig, viewOf } = pc.surface();
  const [run, { facts }] = await Promise.all([readStoredRun(), readConfig()]);
  const views = [clock.now, clock.now - SECOND].map((at) => viewOf(run, facts, at));
  for (const { id } of tabs) {
    const badge = pc.badges.get(id) ?? '';
    const expected: string[] = views.map((view) => view.tabs[id]?.badge ?? '');
    if (views[0]?.tabs[id]?.pending && !expected.includes(badge))
      throw new Error(`Tab ${id} has badge "${badge}" instead of "${expected}" while it waits`);
  }
}

/** Whether the systems are open; `undefined`: unknown, or changed within the last 5 s. */
function isOpen({ pc, areHoursCertain }: Play): boolean | undefined {
  const openAt = (now: number) => {
    const hour = ((now + 9 * HOUR) % (24 * HOUR)) / HOUR;
    return hour >= 7 && hour < 22;
  };
  const { now } = pc.clock;
  return areHoursCertain && openAt(now) === openAt(now - 5000) ? openAt(now) : undefined;
}
