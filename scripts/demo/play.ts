/** Plays scenes in real browsers and records what browser and extension show. */
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { addressOfFault, type Fault, labelOfFault } from '../../tests/lab/faults.ts';
import { type Lab, startLab } from '../../tests/lab/lab.ts';
import { type Pc, startPc } from '../../tests/lab/pc.ts';
import { startProxy } from '../../tests/lab/proxy.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import { type PopupView, photographPopup, readPopup } from './popup-view.ts';
import { isEnding, whileOpen } from './process-end.ts';
import { expectedVerdict, fileNameOf, type Scene } from './scenes.ts';

/** One fault with what browser and extension showed. */
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
  /** File names of the screenshots. */
  pictures: { popup?: string; page?: string };
}

export interface PlayOptions {
  extension: string;
  /** Folder for the screenshots. */
  folder: string;
}

/** Number of scenes at the same time. Each has its own systems, which have one behaviour at a time. */
const LANES = 2;

/** Timeout, longer than the slowest expectation: a load counts as stuck after 20 s. */
const TIMEOUT_MS = 30_000;

/** Plays all scenes. Yields the rows in the order of the scenes, as soon as possible. */
export async function* play(scenes: readonly Scene[], options: PlayOptions): AsyncGenerator<Row> {
  const rows = scenes.map(({ faults }) => faults.map(() => Promise.withResolvers<Row>()));
  const promised = rows.flat();
  // Prevents unhandled rejections of rows that the caller does not reach.
  for (const { promise } of promised) promise.catch(() => {});
  const waiting = [...scenes.entries()];
  const lane = async (lab: Lab): Promise<void> => {
    for (let next = waiting.shift(); next && !isEnding(); next = waiting.shift()) {
      const [number, scene] = next;
      await playScene(lab, scene, options.extension, async (pc, index, fault) => {
        const row = await playRow(lab, pc, scene, fault, join(options.folder, fileNameOf(number, index, fault)));
        rows[number]?.[index]?.resolve(row);
      });
    }
  };
  const lanes = Array.from({ length: LANES }, () => whileOpen(startLab(), (lab) => lab.close(), lane));
  for (const played of lanes) {
    played.catch((error) => {
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
  playFault: (pc: Pc, index: number, fault: Fault) => Promise<void>,
): Promise<void> {
  await lab.reset();
  const { faults, proxy: mode, proxyAnswers, offline, siteAccess, opensPopup } = scene;
  const { certificate, clock, serverClock, unresolvable, dialog } = scene;
  const proxy = mode && (await startProxy(lab, mode, proxyAnswers));
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
        // The click on the icon would close a popup that has just opened by itself.
        if (!opensPopup)
          await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
        if (siteAccess) await pc.setSiteAccess(siteAccess);
        await pc.context.setOffline(offline ?? false);
        for (const [index, fault] of faults.entries()) await playFault(pc, index, fault);
      },
    );
  } finally {
    await proxy?.close();
  }
}

/**
 * Plays one fault.
 * @param file start of the screenshots' paths
 */
async function playRow(lab: Lab, pc: Pc, scene: Scene, fault: Fault, file: string): Promise<Row> {
  const expected = { verdict: expectedVerdict(scene, fault), badge: fault.badge };
  const row: Row = {
    scene,
    fault,
    expected,
    isRight: false,
    label: labelOfFault(fault),
    address: addressOfFault(fault),
    shown: '',
    verdict: '',
    heading: '',
    badge: '',
    pictures: {},
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
    // Only a page from a server can have the banner, and is worth a picture.
    if (/^\d/.test(row.shown)) {
      if (expected.verdict !== 'none' && expected.verdict !== 'withheld') await waitForBanner(page);
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

/** Loads an address. Returns what the browser shows; a pending load shows nothing. */
async function load(pc: Pc, page: Page, { isPending }: Fault, address: string): Promise<string> {
  const loading = pc.open(page, address);
  if (isPending) {
    // The load fails when the tab closes.
    loading.catch(() => {});
    return '（読み込み中）';
  }
  const outcome = await loading;
  return typeof outcome === 'number' ? `${outcome} ${await page.title()}` : outcome;
}

/** Reads until the value is as expected or the timeout ends. Returns the last value. */
async function settle<T>(read: () => Promise<T>, isExpected: (value: T) => boolean): Promise<T> {
  let value = await read();
  const readAgain = async () => {
    value = await read();
    return isExpected(value);
  };
  if (!isExpected(value)) await waitFor('the expected value', readAgain, TIMEOUT_MS).catch(() => {});
  return value;
}

function photographPage(page: Page): Promise<Buffer> {
  const tryOnce = async () => {
    try {
      return await page.screenshot();
    } catch (error) {
      // A busy browser sometimes fails with this error.
      if (!String(error).includes('Unable to capture screenshot')) throw error;
      return undefined;
    }
  };
  return waitFor('a picture of the page', tryOnce);
}

async function waitForBanner(page: Page): Promise<void> {
  const banner = page.locator('mamoris-navi-banner');
  await banner.waitFor({ state: 'attached', timeout: TIMEOUT_MS }).catch(() => {});
}
