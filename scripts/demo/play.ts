/** Plays scenes in real browsers and tells what was seen. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { addressOfFault, type Fault, labelOfFault } from '../../tests/lab/faults.ts';
import { type Lab, startLab } from '../../tests/lab/lab.ts';
import { type Pc, startPc } from '../../tests/lab/pc.ts';
import { startProxy } from '../../tests/lab/proxy.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { isEnding, whileOpen } from './ending.ts';
import { type PopupView, photographPopup, readPopup } from './popup-view.ts';
import { expectedVerdict, fileNameOf, type Scene } from './scenes.ts';

/** One fault, as the browser and the extension showed it. */
export interface Row {
  scene: Scene;
  fault: Fault;
  label: string;
  address: string;
  /** The net error, or the status and the title of the page. */
  shown: string;
  verdict: string;
  heading: string;
  badge: string;
  expected: { verdict: string; badge: string };
  isRight: boolean;
  /** Names of screenshots in the folder. */
  pictures: { popup?: string; page?: string };
}

export interface PlayOptions {
  extension: string;
  /** Where the screenshots go. */
  folder: string;
}

/** Scenes played at the same time, each with systems of its own: these can behave in one way only at a time. */
const LANES = 2;

/** More than the slowest of what is expected takes: a load counts as stuck after 20 s. */
const PATIENCE_MS = 30_000;

/** Plays all scenes; the rows come in the order of the scenes, each as soon as possible. */
export async function* play(scenes: readonly Scene[], options: PlayOptions): AsyncGenerator<Row> {
  const rows = scenes.map(({ faults }) => faults.map(() => Promise.withResolvers<Row>()));
  const promised = rows.flat();
  // Those that nobody comes to wait for must not count as forgotten errors.
  for (const { promise } of promised) promise.catch(() => {});
  const waiting = [...scenes.entries()];
  const lane = async (lab: Lab): Promise<void> => {
    for (let next = waiting.shift(); next && !isEnding(); next = waiting.shift()) {
      const [number, scene] = next;
      await playScene(lab, scene, options.extension, async (pc, place, fault) => {
        const row = await meet(lab, pc, scene, fault, join(options.folder, fileNameOf(number, place, fault)));
        rows[number]?.[place]?.resolve(row);
      });
    }
  };
  const lanes = Array.from({ length: LANES }, () => whileOpen(startLab(), (lab) => lab.close(), lane));
  for (const each of lanes) {
    each.catch((error) => {
      for (const { reject } of promised) reject(error);
    });
  }
  for (const { promise } of promised) yield await promise;
  await Promise.all(lanes);
}

async function playScene(
  lab: Lab,
  scene: Scene,
  extension: string,
  playFault: (pc: Pc, place: number, fault: Fault) => Promise<void>,
): Promise<void> {
  await lab.reset();
  const { faults, proxy: mode, offline, siteAccess, opensPopup } = scene;
  const { certificate, clock, serverClock, unresolvable, dialog } = scene;
  const proxy = mode && (await startProxy(lab, mode));
  const starting = startPc(lab, {
    extension,
    certificate,
    ...(clock && { clock }),
    ...(serverClock && { serverClock }),
    ...(unresolvable && { unresolvable }),
    ...(dialog && { dialog }),
    ...(proxy && { proxy: proxy.address }),
  });
  try {
    await whileOpen(
      starting,
      (pc) => pc.close(),
      async (pc) => {
        // A popup that has just opened by itself would be closed again by the click on the icon.
        if (!opensPopup)
          await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
        if (siteAccess) await pc.setSiteAccess(siteAccess);
        await pc.context.setOffline(offline ?? false);
        for (const [place, fault] of faults.entries()) await playFault(pc, place, fault);
      },
    );
  } finally {
    await proxy?.close();
  }
}

/** @param file where the screenshots go, and how their names start */
async function meet(lab: Lab, pc: Pc, scene: Scene, fault: Fault, file: string): Promise<Row> {
  const expected = { verdict: expectedVerdict(scene, fault), badge: fault.badge };
  const row: Row = {
    ...{ scene, fault, expected, isRight: false, label: labelOfFault(fault), address: addressOfFault(fault) },
    ...{ shown: '', verdict: '', heading: '', badge: '', pictures: {} },
  };
  const photograph = async (what: 'popup' | 'page', picture: Promise<Buffer>) => {
    const path = `${file}-${what}.png`;
    await writeFile(path, await picture);
    row.pictures[what] = basename(path);
  };
  const page = await pc.newPage();
  try {
    if (fault.behaviour && fault.system) await lab.setBehaviour(fault.system, fault.behaviour);
    row.shown = await load(pc, page, fault, row.address);
    await settle(
      () => pc.badge(page),
      (badge) => badge === expected.badge,
    );
    // Only a page that a server has sent can carry the banner, and is worth a picture.
    if (/^\d/.test(row.shown)) {
      if (expected.verdict !== 'none' && expected.verdict !== 'withheld') await bannerOrTimeIsUp(page);
      await photograph('page', photographPage(page));
    }
    if (!scene.opensPopup) await pc.clickIcon(page);
    const popup = await settle<PopupView | undefined>(
      () => readPopup(pc),
      (view) => view?.verdict === expected.verdict,
    );
    Object.assign(row, popup ?? { heading: 'ポップアップが開きません' });
    if (popup) await photograph('popup', photographPopup(pc));
    row.badge = await pc.badge(page);
    row.isRight = row.verdict === expected.verdict && row.badge === expected.badge;
    if (popup) await pc.closePopup();
  } catch (error) {
    if (isEnding()) throw error;
    row.heading = String(error);
    row.isRight = false;
  } finally {
    await page.close();
  }
  return row;
}

/** Loads an address. Returns what the browser shows then; while the load is pending, that is nothing. */
async function load(pc: Pc, page: Page, { isPending }: Fault, address: string): Promise<string> {
  const loading = pc.open(page, address);
  if (isPending) {
    // It fails when the tab is closed.
    loading.catch(() => {});
    return '（読み込み中）';
  }
  const outcome = await loading;
  return typeof outcome === 'number' ? `${outcome} ${await page.title()}` : outcome;
}

/** Looks again and again until what is seen is as expected or patience is at its end; returns what was seen last. */
async function settle<T>(look: () => Promise<T>, isExpected: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  const isThere = async () => {
    seen = await look();
    return isExpected(seen);
  };
  if (!isExpected(seen)) await waitFor('it', isThere, PATIENCE_MS).catch(() => {});
  return seen;
}

function photographPage(page: Page): Promise<Buffer> {
  const tryOnce = async () => {
    try {
      return await page.screenshot();
    } catch (error) {
      // A browser that is busy says so now and then.
      if (!String(error).includes('Unable to capture screenshot')) throw error;
      return undefined;
    }
  };
  return waitFor('a picture of the page', tryOnce);
}

async function bannerOrTimeIsUp(page: Page): Promise<void> {
  const banner = page.locator('mamoris-navi-banner');
  await banner.waitFor({ state: 'attached', timeout: PATIENCE_MS }).catch(() => {});
}
