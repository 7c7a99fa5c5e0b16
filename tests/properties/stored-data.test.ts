import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL, systemIds } from '@/utils/catalog/facts.ts';
import { AttemptSchema, ProbeSchema } from '@/utils/diagnosis/attempt.ts';
import { PANEL_SECTIONS, parsePanelSection } from '@/utils/panel-sections.ts';
import { nextChangeAt } from '@/utils/run/next-change.ts';
import { parseRun } from '@/utils/run/parse-run.ts';
import { resolveAttempt } from '@/utils/run/run-state.ts';
import { parseSetup, SETUP_STEPS, setupInProgress } from '@/utils/run/setup-progress.ts';
import { setupItem } from '@/utils/run/setup-store.ts';
import { viewOf } from '@/utils/run/view.ts';
import { changeSettings, readConfig } from '@/utils/settings/config.ts';
import { parseSettings } from '@/utils/settings/settings-schema.ts';
import { CAUSE_CODES } from '../support/builders.ts';
import { anything, objectWith, prototypeKeys, prototypeName, secretAddress, text } from './hostile.ts';

beforeEach(() => fakeBrowser.reset());

const key = fc.oneof(prototypeName, fc.constantFrom('', '1', '7', 'office', 'portal', 'x'));
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1, 7, 2 ** 53, 8.64e15, -8.64e15));

/** A stored probe with some wrong fields. */
const storedProbe = objectWith('askedAt', 'endedAt', 'status', 'netError', 'signs');

/** A stored load with some wrong fields. */
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
    probes: fc.dictionary(key, fc.array(number, { maxLength: 3 })),
    clockOffset: number,
    redirects: number,
    earlier: fc.oneof(text, fc.constantFrom('opened', 'accepted')),
  },
  { requiredKeys: ['requestId', 'tabId', 'address', 'startedAt'] },
);

const attemptKey = fc.constantFrom('1', '2', '3');

const storedRun = fc.oneof(
  anything,
  objectWith('attempts', 'tabs', 'last', 'opened', 'probes', 'clockOffset', 'clockReadAt'),
  fc.record({
    attempts: fc.dictionary(fc.oneof(attemptKey, key), fc.oneof(load, anything)),
    tabs: fc.dictionary(
      key,
      fc.record({ shown: fc.oneof(attemptKey, anything), pending: fc.oneof(attemptKey, anything) }),
    ),
    last: fc.dictionary(key, fc.oneof(attemptKey, anything)),
    opened: fc.array(fc.oneof(key, anything), { maxLength: 5 }),
    probes: fc.dictionary(key, fc.oneof(anything, fc.array(storedProbe, { maxLength: 3 }))),
    clockOffset: number,
    clockReadAt: number,
  }),
);

describe('a run of any stored value', () => {
  test('[SEC-54] any stored value gives a sound state, which stays the same when it is stored and read again', () => {
    const before = prototypeKeys();
    fc.assert(
      fc.property(storedRun, (stored) => {
        const run = parseRun(stored);
        for (const [id, { shown, pending }] of Object.entries(run.tabs)) {
          expect(id).toMatch(/^\d{1,10}$/);
          for (const key of [shown, pending]) if (key !== undefined) expect(run.attempts).toHaveProperty(key);
        }
        for (const [id, key] of Object.entries(run.last)) {
          expect(id).toMatch(/^[a-z0-9-]{0,30}$/);
          expect(run.attempts).toHaveProperty(key);
        }
        for (const attempt of Object.values(run.attempts))
          expect(v.is(AttemptSchema, resolveAttempt(run, attempt, MANUAL))).toBe(true);
        for (const id of run.opened) expect(id).toMatch(/^[a-z0-9-]{1,30}$/);
        for (const probe of Object.values(run.probes).flat()) expect(v.is(ProbeSchema, probe)).toBe(true);
        expect(Object.getPrototypeOf(run.tabs)).toBe(Object.prototype);
        expect(parseRun(structuredClone(run))).toEqual(run);
      }),
      { numRuns: 1000 },
    );
    expect(prototypeKeys()).toEqual(before);
  });

  test('any stored run has a diagnosis for each load and a badge for each tab', () => {
    fc.assert(
      fc.property(storedRun, number, (stored, now) => {
        const run = parseRun(stored);
        const view = viewOf(run, MANUAL, now);
        for (const { diagnosis } of Object.values(view.systems)) {
          expect(CAUSE_CODES).toContain(diagnosis.cause);
          expect(['', ...systemIds(MANUAL)]).toContain(diagnosis.system);
        }
        expect(Object.keys(view.tabs)).toEqual(Object.keys(run.tabs));
        for (const { badge } of Object.values(view.tabs)) expect(['', '!', '?', '閉']).toContain(badge);
        const next = nextChangeAt(run, MANUAL, now);
        expect(next > now || next === Number.POSITIVE_INFINITY).toBe(true);
      }),
      { numRuns: 1000 },
    );
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

test('[SEC-83] any stored value gives settings of the right types', () => {
  fc.assert(
    fc.property(storedSettings, (stored) => {
      const { openPopup, showBanner, useProbes, mySystems, closingMinutes, language, ...rest } = parseSettings(stored);
      expect([openPopup, showBanner, useProbes].map((value) => typeof value)).toEqual(Array(3).fill('boolean'));
      for (const id of mySystems) expect(id).toMatch(/^[a-z0-9-]{1,30}$/);
      expect([30, 15, 5]).toEqual(expect.arrayContaining(closingMinutes));
      expect(['auto', 'ja', 'en']).toContain(language);
      expect(rest).toEqual({});
    }),
    { numRuns: 500 },
  );
});

test('[SEC-84] any stored value gives sound progress of the setup', () => {
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

test('[SEC-82] any stored value gives a section of the side panel, or none', () => {
  fc.assert(
    fc.property(fc.oneof(anything, prototypeName), (stored) => {
      expect([...PANEL_SECTIONS, undefined]).toContain(parsePanelSection(stored));
    }),
  );
});

test('[SEC-55] settings and progress can be read and changed over any stored value', async () => {
  const before = prototypeKeys();
  await fc.assert(
    fc.asyncProperty(storedSettings, storedSetup, async (settings, setup) => {
      await fakeBrowser.storage.local.set({ settings, setup });
      await changeSettings({ openPopup: false, mySystems: ['office'] });
      expect((await readConfig()).settings).toMatchObject({ openPopup: false, mySystems: ['office'] });
      const progress = { done: { systems: { by: 'hand', run: 'r' } } } as const;
      await setupItem.change(() => progress);
      // Other steps may become readable by this change, so only these are compared.
      expect(await setupItem.read()).toMatchObject(progress);
    }),
    { numRuns: 300 },
  );
  expect(prototypeKeys()).toEqual(before);
});
