/** Plays PCs of an office through their days. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DAY, HOUR } from '../../utils/time.ts';
import { bundleWorker } from '../random/bundle.ts';
import { starter } from '../random/run.ts';
import { type Calendar, createCalendar, midnightOf } from './calendar.ts';
import { Dice } from './dice.ts';
import { createPc, type PcTraits, policyOf } from './institution.ts';
import { Judge } from './judge.ts';
import { OfficePc, type Starts } from './office-pc.ts';
import { Person } from './person.ts';
import type { Tally } from './tally.ts';
import { World } from './world.ts';

export const DAYS = 100;
export const PCS = 200;

/** Bundles the product. `plant` can change its code. */
export async function bundleProduct(plant = (code: string) => code): Promise<Starts> {
  const [worker, surface] = [await bundleWorker(), await bundleWorker('tests/office/product.ts')]
    .map(plant)
    .map(starter);
  if (!worker || !surface) throw new Error('Nothing bundled');
  return { worker, surface };
}

/** The world of one PC. */
export interface Scene {
  calendar: Calendar;
  traits: PcTraits;
}

interface PlayOptions {
  seed: number;
  id: number;
  days: number;
  replay?: number | undefined;
  /** Changes the world before the first day. */
  change?: (scene: Scene) => Scene;
  /** Whether the days so far are enough. */
  isDone?: () => boolean;
}

/** Plays one PC for so many days. `replay`: the day whose events the tally writes down. */
export async function playPc(
  starts: Starts,
  tally: Tally,
  { seed, id, days, replay, change = (scene) => scene, isDone }: PlayOptions,
): Promise<void> {
  const { calendar, traits } = change({ calendar: createCalendar(seed, DAYS), traits: createPc(seed, id, DAYS) });
  const world = new World(seed, calendar);
  const now = midnightOf(0) + 6 * HOUR;
  const pc = new OfficePc(starts, { traits, world, now, dice: new Dice(seed, id) });
  const judge = new Judge(pc, tally);
  pc.witness = judge;
  let nextPrivateTab = 1;
  for (let day = 0; day < days; day += 1) {
    tally.day = day;
    tally.lines = day === replay ? [] : undefined;
    pc.dice = new Dice('day', seed, id, day);
    const midnight = midnightOf(day);
    pc.clock.sleep(Math.max(0, midnight + 6 * HOUR - pc.clock.trueNow));
    await fakeBrowser.storage.managed.set({ settings: policyOf(traits.institution, calendar, midnight) });
    if (pc.process?.isAlive) pc.emit('managed.onChanged', []);
    changeCertificates(pc, midnight);
    const quit = () => {
      pc.quitBrowser();
      judge.forget();
    };
    const dice = new Dice('person', seed, id, day);
    // The battery of its clock is empty: a PC that was off begins years ago. While one sleeps, its clock goes on.
    const isReset = dice.chance(0.01) && pc.tabs.size === 0;
    pc.setClock(isReset ? -1500 * DAY : 0);
    const inPrivate = async (work: (pc: OfficePc, judge: Judge) => Promise<void>) => {
      const privatePc = new OfficePc(starts, { traits, world, now: pc.clock, dice, isPrivate: true });
      const privateJudge = new Judge(privatePc, tally);
      Object.assign(privatePc, {
        witness: privateJudge,
        certificates: pc.certificates,
        hasPassword: pc.hasPassword,
        nextTab: nextPrivateTab,
      });
      privatePc.openProfile();
      await privateJudge.glance(true);
      pc.isFocused = false;
      others.push(privatePc);
      await work(privatePc, privateJudge);
      others.pop();
      pc.isFocused = true;
      nextPrivateTab = privatePc.nextTab;
      privatePc.quitBrowser();
    };
    // A browser whose last tab was closed has ended as well.
    const start = () => {
      quit();
      return pc.startBrowser();
    };
    const others: OfficePc[] = [];
    const person = new Person({ pc, judge, dice, midnight, start, quit, inPrivate });
    await pc.play(person.workDay(), others);
    tally.days += 1;
    if (isDone?.()) return;
  }
}

/** Certificates are replaced around the day of a renewal; expired ones are not offered any more. */
function changeCertificates(pc: OfficePc, midnight: number): void {
  const { renewal } = pc.traits.institution;
  if (!renewal) return;
  const replaces = new Dice('renewal', pc.traits.id).between(-10, 5) * 24 * HOUR;
  const isReplaced = midnight >= renewal.at + replaces;
  if (isReplaced && pc.certificates.includes('old') && !pc.certificates.includes('good')) pc.certificates.push('good');
  if (midnight >= renewal.at && renewal.expires)
    pc.certificates = pc.certificates.map((kind) => (kind === 'old' ? 'expired' : kind));
}
