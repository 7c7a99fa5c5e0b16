import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Play } from './play.ts';
import { isOurs } from './random-pc.ts';

const MAX_TABS = 200;
const HOUR = 3_600_000;

/** Compares what is stored and shown with what must be; throws what is wrong. */
export async function check(play: Play, when: string): Promise<void> {
  const { pc, model } = play;
  const wrong = (what: string) => {
    throw new Error(`${what} (${when})`);
  };
  if (pc.complaints.length > 0) wrong(`left a handler: ${pc.complaints}`);
  if (!play.isDisturbed && pc.log.length > 0) wrong(`console.error without cause: ${pc.log}`);
  if (Object.keys(Object.prototype).length > 0 || 'polluted' in {}) wrong('Object.prototype is polluted');
  const names = [...pc.alarms.keys()];
  if (names.some((name) => name !== 'wake')) wrong(`unknown alarms: ${names}`);
  if (pc.popups.length > model.failures.size) wrong(`${pc.popups.length} popups for ${model.failures.size} failures`);

  const { readRun, readConfig, viewOf, badgeOf } = pc.surface();
  const [state, { facts }] = await Promise.all([readRun(), readConfig()]);
  const [tabs, last] = [Object.keys(state.tabs).length, Object.keys(state.last)];
  if (tabs > MAX_TABS) wrong(`${tabs} tabs are stored`);
  if (!play.isDisturbed && last.length > 11) wrong(`stored loads of ${last}`);
  const stored = { ...(await fakeBrowser.storage.local.get()), ...(await fakeBrowser.storage.session.get()) };
  const bytes = JSON.stringify(stored).length;
  if (bytes > 40_000 + tabs * 6000) wrong(`${bytes} bytes are stored`);

  const now = pc.clock.now;
  const view = viewOf(state, facts, now);
  for (const { id, url } of pc.tabs.values()) {
    const badge = pc.badges.get(id) ?? '';
    const known = view.tabs[id];
    const expectedBadge = isOurs(url) || known?.pending ? badgeOf(view, id) : '';
    const isClosing = badge === '閉' || expectedBadge === '閉';
    // By a clock that is wrong the systems close without a word.
    if (known && badge !== expectedBadge && when !== 'at rest' && !(isClosing && !play.areHoursSure))
      wrong(`tab ${id} has badge "${badge}", its state says "${expectedBadge}"`);
    const { shown, isSure } = model.of(id);
    if (isSure && shown && known?.shown?.attempt.requestId !== shown.id.slice(0, 40)) {
      wrong(`of tab ${id} is stored ${JSON.stringify(known)} instead of ${JSON.stringify(shown)}`);
    }
    const expected = model.badges(id, url, now, isOpen(play));
    if (expected && !expected.includes(badge)) {
      wrong(`tab ${id} has badge "${badge}" instead of "${expected}": ${JSON.stringify(model.of(id))}`);
    }
  }
}

/** Whether the systems are open; nothing if it can't be told, or has changed just now. */
function isOpen({ pc, areHoursSure }: Play): boolean | undefined {
  const openAt = (now: number) => {
    const hour = ((now + 9 * HOUR) % (24 * HOUR)) / HOUR;
    return hour >= 7 && hour < 22;
  };
  const { now } = pc.clock;
  return areHoursSure && openAt(now) === openAt(now - 5000) ? openAt(now) : undefined;
}
