import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { completeUpdate, type Shown } from '@/utils/run/complete-update.ts';
import type { LoadEvent } from '@/utils/run/load-event.ts';
import { EMPTY_RUN, type RunState } from '@/utils/run/run-state.ts';
import { answer, error, later, page, play, request, T0 } from '../../support/load-events.ts';

const NONE_SHOWN: Shown = { awaited: new Map() };
const KENSA = 'https://kensa.mamoris-net.jp/';

/** Plays one event and completes the update. `at`: seconds after the begin of the events. */
function update(run: RunState, event: object, at: number, shown = NONE_SHOWN, maySend = true) {
  const timed = later(event, at) as LoadEvent;
  const now = T0 + at * 1000;
  return completeUpdate(run, play([timed], run), { event: timed, shown, facts: MANUAL, now, maySend });
}

/** Completes an update by time alone. */
function refresh(run: RunState, at: number, shown: Shown) {
  return completeUpdate(run, run, { event: undefined, shown, facts: MANUAL, now: T0 + at * 1000, maySend: true });
}

describe('completeUpdate', () => {
  const begun = update(EMPTY_RUN, request('1', KENSA), 0).runAfter;

  test('warns of a failure once, and sends its probe once', () => {
    const failed = update(begun, error('1', 'net::ERR_CONNECTION_REFUSED', KENSA), 1);
    expect(failed.failures.failed).toEqual([1]);
    expect(failed.probes).toEqual(['portal']);
    const shown = { view: failed.viewAfter, awaited: failed.failures.awaited };
    const again = update(failed.runAfter, error('1', 'net::ERR_CONNECTION_REFUSED', KENSA), 1.1, shown);
    expect([again.failures.failed, again.failures.withoutPage, again.probes]).toEqual([[], [], []]);
  });

  test('sends no probe where none can be sent', () => {
    expect(update(begun, error('1', 'net::ERR_CONNECTION_REFUSED', KENSA), 1, NONE_SHOWN, false).probes).toEqual([]);
  });

  test('warns of an error status without a page once its page could have reported itself', () => {
    const answered = update(begun, answer('1', 503, KENSA), 1);
    expect(answered.failures.withoutPage).toEqual([]);
    const shown = { view: answered.viewAfter, awaited: answered.failures.awaited };
    const refreshed = refresh(answered.runAfter, 3, shown);
    expect(refreshed.failures.withoutPage).toEqual([1]);
    expect(refreshed.failures.awaited.size).toBe(0);
  });

  test('does not warn of an error status whose page reports itself', () => {
    const answered = update(begun, answer('1', 503, KENSA), 1);
    const shown = { view: answered.viewAfter, awaited: answered.failures.awaited };
    const reported = update(answered.runAfter, page(503, [], KENSA), 1.2, shown);
    expect(reported.failures.withoutPage).toEqual([]);
    expect(reported.failures.awaited.size).toBe(0);
  });

  test('does not warn while the browser asks for a password', () => {
    const asked = update(begun, { ...answer('1', 407, KENSA), asksForPassword: true }, 1);
    const shown = { view: asked.viewAfter, awaited: asked.failures.awaited };
    expect(refresh(asked.runAfter, 30, shown).failures.withoutPage).toEqual([]);
  });

  test('names the other tabs whose badge has changed since the last update', () => {
    const other = update(begun, request('2', KENSA, 2), 0.5).runAfter;
    const failed = update(other, error('2', 'net::ERR_CONNECTION_REFUSED', KENSA, 2), 1);
    expect(failed.viewAfter.tabs[2]?.badge).toBe('!');
    // The badge of the event's own tab is shown in any case.
    expect(failed.badges).toEqual([]);
    expect(refresh(failed.runAfter, 2, NONE_SHOWN).badges).toEqual([]);
    const stale = { ...NONE_SHOWN, view: failed.viewBefore };
    expect(refresh(failed.runAfter, 2, stale).badges).toEqual([2]);
  });
});
