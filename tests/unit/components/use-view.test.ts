import { expect, test } from 'vitest';
import { nextRefreshAt } from '@/components/hooks/use-view.ts';
import { attempt, DAY_TIME, pendingAttempt, runWith } from '@/tests/support/builders.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { RunState } from '@/utils/run/run-state.ts';
import { loadToShow, viewOf } from '@/utils/run/view.ts';
import { HOUR, MINUTE, SECOND } from '@/utils/time.ts';

/** The time until the next refresh of a surface beside tab 1, in ms. */
function untilRefresh(run: RunState, now: number): number {
  const view = viewOf(run, MANUAL, now);
  return nextRefreshAt(run, view, loadToShow(view, { id: 1, isOnSystem: true })) - now;
}

test('refreshes a surface without pending loads with the next minute', () => {
  const run = runWith([attempt('office', { netError: 'ERR_CONNECTION_RESET' })]);
  expect(untilRefresh(run, DAY_TIME + HOUR)).toBe(MINUTE);
  expect(untilRefresh(run, DAY_TIME + HOUR + 20 * SECOND)).toBe(40 * SECOND);
});

test('refreshes a surface at the next minute of the servers’ clock', () => {
  const run = runWith([], { clockOffset: HOUR + 45 * SECOND, clockReadAt: DAY_TIME });
  expect(untilRefresh(run, DAY_TIME)).toBe(15 * SECOND);
});

test('refreshes every second while the shown load is pending', () => {
  expect(untilRefresh(runWith([pendingAttempt('office')]), DAY_TIME + 30 * SECOND)).toBe(SECOND);
});

test('refreshes once a probe times out, not every second before', () => {
  const probes = { portal: { askedAt: DAY_TIME } };
  const run = runWith([attempt('office', { netError: 'ERR_CONNECTION_RESET', probes })]);
  expect(untilRefresh(run, DAY_TIME + SECOND)).toBe(2.5 * SECOND);
});

test('never refreshes at once or later than in a minute', () => {
  const loads = [attempt('office', { status: 500 }), pendingAttempt('kensa', { tabId: 2 })];
  for (let now = DAY_TIME; now < DAY_TIME + 2 * MINUTE; now += 777) {
    const wait = untilRefresh(runWith(loads), now);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(MINUTE);
  }
});
