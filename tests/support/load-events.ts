import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import type { LoadEvent } from '@/utils/run/load-event.ts';
import { reduce } from '@/utils/run/reduce.ts';
import { attemptByKey, EMPTY_RUN, pendingKeys, type RunState } from '@/utils/run/run-state.ts';
import { viewOf } from '@/utils/run/view.ts';

/** The begin of the events, in service hours; ms since the epoch. */
export const T0 = Date.parse('2026-11-24T10:00:00+09:00');
export const OFFICE = 'https://office.mamoris-net.jp/';
export const JIMU = 'https://jimu.mamoris-net.jp/';
export const ELSEWHERE = 'https://example.com/';

/** Builds the events of a tab. Without a time of its own, an event is 100 ms after the previous one. */
const steps = {
  request: (requestId: string, url = OFFICE, tabId = 1) => ({ type: 'request', tabId, requestId, url }),
  redirect: (requestId: string, to: string, tabId = 1) => ({ type: 'redirect', tabId, requestId, to }),
  answer: (requestId: string, status: number, url = OFFICE, tabId = 1) => ({
    type: 'answer',
    tabId,
    requestId,
    url,
    status,
  }),
  error: (requestId: string, error: string, url = OFFICE, tabId = 1) => ({
    type: 'error',
    tabId,
    requestId,
    url,
    error,
  }),
  page: (status: number, signs: string[] = [], url = OFFICE, restored = false, tabId = 1) => ({
    type: 'signs',
    tabId,
    url,
    status,
    signs,
    restored,
  }),
};
export const { request, redirect, answer, error, page } = steps;
/** The event at a time of its own. */
export const later = (event: object, seconds: number) => ({ ...event, at: T0 + seconds * 1000 });

/** Returns the run after these events. */
export function play(events: object[], from: RunState = EMPTY_RUN): RunState {
  return events.reduce<RunState>(
    (state, event, i) => reduce(state, { at: T0 + i * 100, ...event } as LoadEvent, MANUAL),
    from,
  );
}

/** Returns the cause that a tab shows. */
export function causeOf(state: RunState, tabId = 1): string {
  return viewOf(state, MANUAL, T0 + 5000).tabs[tabId]?.current?.diagnosis.cause ?? '';
}

/** Returns the loads of a run that have not ended. `now`: ms since the epoch. */
export function pendingAttempts(state: RunState, now: number): Attempt[] {
  return pendingKeys(state, now).flatMap((key) => attemptByKey(state, key, MANUAL) ?? []);
}
