import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL, systemIds } from '@/utils/catalog/facts.ts';
import { AttemptSchema, ProbesSchema } from '@/utils/diagnosis/attempt.ts';
import { CAUSE_CODES } from '@/utils/diagnosis/causes.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { PANEL_SECTIONS, parsePanelSection } from '@/utils/panel-sections.ts';
import { EMPTY_RUN } from '@/utils/run/run-state.ts';
import { parseRun } from '@/utils/run/run-store.ts';
import { parseSetup, SETUP_STEPS, setupInProgress } from '@/utils/run/setup-progress.ts';
import { readSetup, writeSetup } from '@/utils/run/setup-store.ts';
import { changeSettings, parseSettings, readSettings } from '@/utils/settings/settings.ts';
import { badgeOfTab } from '@/utils/worker/badge.ts';
import { anything, objectWith, prototypeKeys, prototypeName, secretAddress, text } from './hostile.ts';

beforeEach(() => fakeBrowser.reset());

const key = fc.oneof(prototypeName, fc.constantFrom('', '1', '7', 'office', 'portal', 'x'));
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 7, 2 ** 53, 8.64e15, -8.64e15));

/** Like a stored load, and wrong here and there. */
const load = fc.record(
  {
    requestId: fc.oneof(text, fc.constant('1')),
    tabId: fc.oneof(number, fc.constantFrom(1, 7)),
    address: fc.oneof(
      secretAddress,
      text,
      text.map((end) => `https:${end}`),
    ),
    startedAt: number,
    endedAt: number,
    status: fc.oneof(number, fc.constantFrom(200, 400, 403, 503)),
    netError: fc.oneof(text, fc.constantFrom('ERR_FAILED', 'ERR_CONNECTION_RESET', 'ERR_CERT_DATE_INVALID')),
    signs: fc.array(fc.oneof(text, fc.constantFrom('certificate-absent', 'maintenance', 'interactive')), {
      maxLength: 3,
    }),
    probes: fc.dictionary(key, objectWith('askedAt', 'endedAt', 'status', 'netError', 'signs')),
    clockOffset: number,
    redirects: number,
    earlier: fc.oneof(text, fc.constantFrom('opened', 'accepted')),
  },
  { requiredKeys: ['requestId', 'tabId', 'address', 'startedAt'] },
);

const storedRun = fc.oneof(
  anything,
  objectWith('tabs', 'last', 'opened', 'probes', 'clockOffset', 'clockToldAt'),
  fc.record({
    tabs: fc.dictionary(key, fc.record({ shown: fc.oneof(load, anything), pending: fc.oneof(load, anything) })),
    last: fc.dictionary(key, fc.oneof(load, anything)),
    opened: fc.array(fc.oneof(key, anything), { maxLength: 5 }),
    probes: anything,
    clockOffset: number,
    clockToldAt: number,
  }),
);

describe('the run, whatever is stored', () => {
  test('[SEC-54] is a state whose every part is sound, and stays the same when it is stored and read again', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(storedRun, (stored) => {
        const state = parseRun(stored);
        for (const [id, tab] of Object.entries(state.tabs)) {
          expect(id).toMatch(/^\d{1,10}$/);
          for (const attempt of [tab.shown, tab.pending]) if (attempt) expect(v.is(AttemptSchema, attempt)).toBe(true);
        }
        for (const [id, attempt] of Object.entries(state.last)) {
          expect(['', ...systemIds()]).toContain(id);
          expect(v.is(AttemptSchema, attempt)).toBe(true);
        }
        expect(systemIds()).toEqual(expect.arrayContaining(state.opened));
        expect(v.is(ProbesSchema, state.probes)).toBe(true);
        expect(Object.getPrototypeOf(state.tabs)).toBe(Object.prototype);
        expect(parseRun(structuredClone(state))).toEqual(state);
      }),
      { numRuns: 1000 },
    );
    expect(prototypeKeys()).toEqual(before);
  });

  test('has a diagnosis for every load in it, and a badge for every tab', () => {
    fc.assert(
      fc.property(storedRun, number, (stored, now) => {
        const state = parseRun(stored);
        for (const attempt of Object.values(state.last)) {
          const { cause, system } = diagnose(attempt, MANUAL, now);
          expect(CAUSE_CODES).toContain(cause);
          expect(['', ...systemIds()]).toContain(system);
        }
        for (const id of [...Object.keys(state.tabs), '-1', '5'])
          expect(['', '!', '?', '閉']).toContain(badgeOfTab(state, Number(id), now));
      }),
      { numRuns: 1000 },
    );
    expect(badgeOfTab(EMPTY_RUN, 1, Number.NaN)).toBe('');
  });
});

const storedSettings = fc.oneof(
  anything,
  objectWith('openPopup', 'showBanner', 'useProbes', 'mySystems', 'closingMinutes', 'language', 'version'),
);
const storedSetup = fc.oneof(
  anything,
  fc.record({
    version: fc.oneof(number, anything),
    source: anything,
    done: fc.oneof(
      anything,
      fc.dictionary(fc.oneof(key, fc.constantFrom(...SETUP_STEPS)), objectWith('by', 'run', 'at', 'system')),
    ),
  }),
);

test('[SEC-83] settings are of their types, whatever is stored', () => {
  fc.assert(
    fc.property(storedSettings, (stored) => {
      const { openPopup, showBanner, useProbes, mySystems, closingMinutes, language, ...rest } = parseSettings(stored);
      expect([openPopup, showBanner, useProbes].map((each) => typeof each)).toEqual(Array(3).fill('boolean'));
      for (const id of mySystems) expect(id).toMatch(/^[a-z0-9-]{1,30}$/);
      expect([30, 15, 5]).toEqual(expect.arrayContaining(closingMinutes));
      expect(['auto', 'ja', 'en']).toContain(language);
      expect(rest).toEqual({});
    }),
    { numRuns: 500 },
  );
});

test('[SEC-84] the progress of the set-up is sound, whatever is stored', () => {
  fc.assert(
    fc.property(storedSetup, (stored) => {
      const progress = parseSetup(stored);
      expect(parseSetup(structuredClone(progress))).toEqual(progress);
      expect([...SETUP_STEPS]).toEqual(expect.arrayContaining(Object.keys(progress.done)));
      expect(setupInProgress(progress)?.done ?? 1).toBeLessThan(SETUP_STEPS.length);
    }),
    { numRuns: 500 },
  );
});

test('[SEC-82] a place is one of the panel’s, whatever is stored', () => {
  fc.assert(
    fc.property(fc.oneof(anything, prototypeName), (stored) => {
      expect([...PANEL_SECTIONS, undefined]).toContain(parsePanelSection(stored));
    }),
  );
});

test('[SEC-55] settings and progress can be read and changed over whatever is stored, in any layout', async () => {
  const before = prototypeKeys();
  await fc.assert(
    fc.asyncProperty(storedSettings, storedSetup, async (settings, setup) => {
      await fakeBrowser.storage.local.set({ settings, setup });
      await changeSettings({ openPopup: false, mySystems: ['office'] });
      expect(await readSettings()).toMatchObject({ openPopup: false, mySystems: ['office'] });
      const progress = { done: { systems: { by: 'hand', run: 'r' } } } as const;
      await writeSetup(progress);
      // What could not be read before may be read again beside it.
      expect(await readSetup()).toMatchObject(progress);
    }),
    { numRuns: 300 },
  );
  expect(prototypeKeys()).toEqual(before);
});
