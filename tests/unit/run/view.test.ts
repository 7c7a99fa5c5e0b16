import { describe, expect, test } from 'vitest';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { loadToShow, viewOf } from '@/utils/run/view.ts';
import { attempt, DAY_TIME, runWith } from '../../support/builders.ts';

describe('loadToShow', () => {
  const [main, report] = [1, 2];
  const ok = (endedAt: number) => attempt('portal', { tabId: main, status: 200, endedAt });
  const failed = (endedAt: number) => attempt('kensa', { tabId: report, netError: 'ERR_CONNECTION_RESET', endedAt });
  const shown = (loads: Parameters<typeof runWith>[0], bareTabs: number[], isOnSystem = true) =>
    loadToShow(viewOf(runWith(loads), MANUAL, DAY_TIME), { id: main, isOnSystem }, bareTabs)?.attempt.tabId;

  test.each<[string, number | undefined, number]>([
    [
      'a newer failure in a window without a toolbar',
      shown([ok(DAY_TIME - 9000), failed(DAY_TIME - 1000)], [report]),
      2,
    ],
    ['the page of the tab after an older one', shown([ok(DAY_TIME - 1000), failed(DAY_TIME - 9000)], [report]), 1],
    ['the page of the tab after one in another tab', shown([ok(DAY_TIME - 9000), failed(DAY_TIME - 1000)], []), 1],
    ['the last failure beside another site', shown([ok(DAY_TIME - 1000), failed(DAY_TIME - 9000)], [], false), 2],
  ])('a surface is about %s', (_what, tabId, expected) => {
    expect(tabId).toBe(expected);
  });
});
