import { expect, test } from 'vitest';
import { prune } from '@/utils/run/prune.ts';
import { EMPTY_RUN } from '@/utils/run/run-state.ts';
import { tabOf } from '../../support/builders.ts';
import { error, JIMU, later, pendingAttempts, play, request, T0 } from '../../support/load-events.ts';

test('prune removes the clock offset if the PC’s clock was set back since', () => {
  const wrong = { ...EMPTY_RUN, clockOffset: -8 * 3_600_000, clockReadAt: T0 + 8 * 3_600_000 };
  expect(prune(wrong, new Set(), T0).clockOffset).toBeUndefined();
  expect(prune(wrong, new Set(), T0 + 8 * 3_600_000)).toBe(wrong);
});

test('prune removes closed tabs, and loads whose end was missed', () => {
  const state = play([request('1'), error('1', 'net::ERR_TIMED_OUT'), request('2', JIMU), request('3', JIMU, 2)]);
  expect(prune(state, new Set(['1', '2']), T0)).toBe(state);
  expect(prune(state, new Set(['1']), T0).tabs).toEqual({ 1: state.tabs[1] });
  const pruned = prune(state, new Set(['1', '2']), T0 + 3_600_000);
  expect(tabOf(pruned, 1).shown).toMatchObject({ requestId: '1' });
  expect(pendingAttempts(pruned, T0)).toEqual([]);
});

test('prune forgets a mistyped address with its tab', () => {
  const WRONG = 'https://ofice.mamoris-net.jp/';
  const state = play([
    request('1', WRONG),
    error('1', 'net::ERR_NAME_NOT_RESOLVED', WRONG),
    later(request('2', JIMU, 2), 5),
    later(error('2', 'net::ERR_FAILED', JIMU, 2), 6),
  ]);
  expect(prune(state, new Set(['1', '2']), T0 + 7000)).toBe(state);
  const pruned = prune(state, new Set(['2']), T0 + 7000);
  expect(Object.keys(pruned.last)).toEqual(['jimu']);
  expect(Object.keys(pruned.attempts)).toHaveLength(1);
  // The failure of a system is worth knowing, whatever tab it was in.
  expect(Object.keys(prune(state, new Set(['1']), T0 + 7000).last)).toEqual(expect.arrayContaining(['', 'jimu']));
});
