/**
 * Loads that fail while the worker stops at a random moment of each: no warning may be lost, and none may be wrong.
 * `MAMORIS_FAILURES`: their number. `MAMORIS_SEED`: repeats the same draw (the exact moment still varies).
 */
import { randomInt } from 'node:crypto';
import type { CDPSession, Page } from '@playwright/test';
import fc from 'fast-check';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import type { Pc, PcOptions } from '../lab/pc.ts';
import type { BehaviourName } from '../lab/server-behaviours.ts';
import { changeSettings, expect, row, skipTime, test } from './pc-test.ts';
import { readRunView, storedText } from './stored-run.ts';

const FAILURES = Number(process.env.MAMORIS_FAILURES ?? 15);
/** Failing tabs per browser. */
const TABS = 15;
/** The short form always draws the same, so that a failure is due to a change. The long form draws new cases. */
const SEED = Number(process.env.MAMORIS_SEED ?? (FAILURES > TABS ? randomInt(2 ** 31) : 20261126));

const WITH_CERTIFICATE = ['office', 'jimu', 'hojinkensa', 'reform', 'annex'] as const;
const WITHOUT = ['kensa', 'kizon'] as const;
/** These systems keep their behaviour, because probes of other failures go to them. */
const WELL = ['portal', 'online'] as const;

type Badge = '!' | '閉';
type ServerBehaviour = readonly [BehaviourName, Cause, Badge];
const behaviours = (cause: Cause, badge: Badge, ...names: BehaviourName[]): ServerBehaviour[] =>
  names.map((name) => [name, cause, badge]);

const TROUBLE = [
  ...behaviours('server-unreachable', '!', 'refused', 'reset', 'closed', 'empty', 'reset-after-request'),
  ...behaviours('server-error', '!', 'error-500', 'error-502', 'error-empty', 'out-of-date'),
  ...behaviours('maintenance', '!', 'error-503', 'maintenance-200'),
  ...behaviours('tls-intercepted', '!', 'unknown-ca'),
  ...behaviours('tls-unsupported', '!', 'plain-http'),
];
const MISSING = [
  ...behaviours('certificate-missing', '!', 'certificate-nginx-400', 'certificate-page-403', 'certificate-page-200'),
  ...behaviours('certificate-missing', '!', 'certificate-tls12', 'certificate-tls13'),
  ...behaviours('certificate-missing', '!', 'forbidden', 'forbidden-empty', 'empty', 'closed'),
];

/** PCs with the failures on them and their causes, and the badge of loads that work. */
const PCS: readonly { options: PcOptions; well: string; required: ServerBehaviour[]; others: ServerBehaviour[] }[] = [
  { options: {}, well: '', required: MISSING, others: TROUBLE },
  {
    options: { clock: '2026-11-24T23:00:00+09:00' },
    well: '閉',
    required: MISSING,
    others: behaviours('outside-hours', '閉', 'refused', 'reset', 'error-502', 'error-empty'),
  },
  {
    options: { certificate: 'good' },
    well: '',
    required: [
      ...behaviours('server-error', '!', 'forbidden', 'forbidden-empty', 'error-502', 'error-empty'),
      ...behaviours('server-unreachable', '!', 'refused', 'reset', 'empty', 'closed'),
    ],
    others: TROUBLE,
  },
];

const SYSTEMS_OF_A_GROUP = [...WITH_CERTIFICATE, ...WITHOUT];
const drawnLoad = fc.record({
  system: fc.constantFrom(...SYSTEMS_OF_A_GROUP),
  moment: fc.constantFrom('before', 'request', 'end', 'shown', 'probe'),
  /** After that moment, in ms. */
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 200 })),
  way: fc.constantFrom('stop', 'close'),
  /** Whether it begins together with the one before. */
  isTogether: fc.boolean(),
  hasWellOne: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
});
type Load = typeof drawnLoad extends fc.Arbitrary<infer Drawn> ? Drawn : never;
/** Which of the behaviours each system has; the remainder of a division by their number. */
const drawnBehaviours = fc.record(
  Object.fromEntries(SYSTEMS_OF_A_GROUP.map((id) => [id, fc.nat()])) as Record<ManualSystemId, fc.Arbitrary<number>>,
);

interface Expected {
  page: Page;
  description: string;
  /** Badge and cause. */
  shown: [string, Cause];
  /** A badge that a successful load may have, too. */
  otherBadge?: string;
  /** Of a failure. */
  system?: ManualSystemId;
}

/** Stops the worker once, in one of two ways; it may start again at once. */
async function stopperOf(pc: Pc): Promise<(way: Load['way']) => Promise<void>> {
  const browser = (await pc.context.browser()?.newBrowserCDPSession()) as CDPSession;
  const page = await pc.context.newCDPSession(pc.extensionPage);
  await page.send('ServiceWorker.enable');
  return async (way) => {
    if (way === 'stop') return void (await page.send('ServiceWorker.stopAllWorkers'));
    const { targetInfos } = await browser.send('Target.getTargets');
    const workers = targetInfos.filter(({ type, url }) => type === 'service_worker' && url.includes(pc.extensionId));
    // A worker that has just ended can't be closed any more.
    for (const { targetId } of workers) await browser.send('Target.closeTarget', { targetId }).catch(() => {});
  };
}

/** Resolves at a moment of a load, or at its end if that moment never comes. */
async function momentOf(page: Page, moment: Load['moment'], lab: Lab, ended: Promise<unknown>): Promise<void> {
  const asked = () => lab.seen('clientcheck').connections + lab.seen('portal').connections;
  const before = asked();
  let hasEnded = false;
  const end = ended.then(() => {
    hasEnded = true;
  });
  const events = {
    before: async () => {},
    request: () => page.waitForEvent('request', { timeout: 0 }),
    end: () =>
      Promise.race([page.waitForEvent('response', { timeout: 0 }), page.waitForEvent('requestfailed', { timeout: 0 })]),
    shown: () => page.waitForEvent('framenavigated', { timeout: 0 }),
    probe: async () => {
      // The answer comes within milliseconds, so this polls more often than `waitFor`.
      while (asked() === before && !hasEnded) await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
  await Promise.race([events[moment]().catch(() => {}), end]);
}

async function failWithStop(pc: Pc, lab: Lab, load: Load, stop: (way: Load['way']) => Promise<void>): Promise<Page> {
  const page = await pc.newPage();
  if (load.moment === 'before') await pc.stopWorker();
  let begin = () => {};
  const ended = new Promise<void>((resolve) => {
    begin = resolve;
  }).then(() => pc.open(page, addressOf(load.system)));
  const moment = momentOf(page, load.moment, lab, ended);
  begin();
  await moment;
  // Waits a randomly drawn time: no event marks the moment of the stop.
  await new Promise((resolve) => setTimeout(resolve, load.delay));
  if (load.moment !== 'before') await stop(load.way);
  await ended;
  return page;
}

/** The badge of a tab, and the cause that surfaces show for it. */
async function readShown(pc: Pc, page: Page): Promise<[string, Cause]> {
  const { tabs } = await readRunView(pc);
  return [await pc.badge(page), tabs[await pc.tabId(page)]?.current?.diagnosis.cause ?? 'none'];
}

const groups = Math.ceil(FAILURES / TABS);
const loads = fc.sample(drawnLoad, { seed: SEED, numRuns: FAILURES });
const behavioursOf = fc.sample(drawnBehaviours, { seed: SEED, numRuns: groups });

for (let group = 0; group < groups; group += 1) {
  const { options, well, required, others } = PCS[group % PCS.length] as (typeof PCS)[number];
  test(`stops of the worker lose no warning: group ${group + 1} of ${groups}`, async ({ lab, startPc }) => {
    console.log(`MAMORIS_SEED=${SEED} MAMORIS_FAILURES=${FAILURES}`);
    const behaviourOf = (id: ManualSystemId): ServerBehaviour => {
      const known = WITHOUT.some((system) => system === id) ? others : required;
      return known[(behavioursOf[group]?.[id] ?? 0) % known.length] as ServerBehaviour;
    };
    for (const id of SYSTEMS_OF_A_GROUP) await lab.setBehaviour(id, behaviourOf(id)[0]);
    // The browser's own second try would bring back what was lost.
    const pc = await startPc({ ...options, args: ['--disable-auto-reload'] });
    await changeSettings(pc, { openPopup: false });
    const stop = await stopperOf(pc);
    const expected: Expected[] = [];
    const mine = loads.slice(group * TABS, (group + 1) * TABS);
    for (let at = 0; at < mine.length; ) {
      const next = mine.findIndex(({ isTogether }, index) => index > at && !isTogether);
      const wave = mine.slice(at, next < 0 ? undefined : next);
      at += wave.length;
      await Promise.all(
        wave.map(async (load) => {
          const [behaviour, cause, badge] = behaviourOf(load.system);
          const page = await failWithStop(pc, lab, load, stop);
          const description = `${load.system} (${behaviour}), stopped ${load.delay} ms after "${load.moment}" by ${load.way}`;
          expected.push({ page, description, shown: [badge, cause], system: load.system });
          if (!load.hasWellOne) return;
          const other = await pc.newPage();
          const id = WELL[expected.length % WELL.length] ?? 'portal';
          await pc.open(other, addressOf(id));
          expected.push({ page: other, description: `${id}, well`, shown: ['', 'none'], otherBadge: well });
        }),
      );
    }
    // A lost probe is sent again after 30 s. The long form waits for that.
    if (FAILURES <= TABS) await skipTime(pc, 31_000);
    for (const { page, description, shown, otherBadge } of expected) {
      const readTab = async () => {
        const [badge, cause] = await readShown(pc, page);
        return [badge === otherBadge ? '' : badge, cause];
      };
      try {
        await expect.poll(readTab, { message: description, timeout: 75_000 }).toEqual(shown);
      } catch (error) {
        console.log(description, await storedText(pc));
        throw error;
      }
    }
    const popup = await pc.openExtensionPage('popup.html');
    for (const { shown, system } of expected)
      if (system) await expect(row(popup, system)).toHaveAttribute('data-last', shown[1]);
  });
}
