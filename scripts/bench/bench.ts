/**
 * How soon, how large and how costly the extension is, in a real browser against the simulated systems. Prints figures
 * and asserts none. Machines differ, so each figure has a reference that is measured in the same rounds.
 *
 *     npm run bench
 *     npm run bench -- quick
 *     npm run bench -- 5
 *     ATTEMPTS=100000 npm run bench
 *
 * Everything takes 25 rounds. `quick` measures popup, worker, start and a small page in some minutes. A number replaces
 * the number of rounds; `ATTEMPTS` is the number of real loads in one browser run.
 */
import { build } from 'wxt';
import { type BareBrowser, startBareBrowser } from '../../tests/lab/bare-browser.ts';
import { startLab } from '../../tests/lab/lab.ts';
import { waitFor } from '../../tests/lab/wait.ts';
import type { RunState } from '../../utils/run/run-state.ts';
import { type ExtensionPage, measureGrowth, stateAfter } from './growth.ts';
import { measureFirstPopups, measureMorning } from './morning.ts';
import { loadOtherSites } from './other-sites.ts';
import { longestTask, measureLoads, PAGES } from './pages.ts';
import { measurePopups, measureTabs, pause } from './popup.ts';
import { heapAfterLoads } from './real-attempts.ts';
import { measureSizes } from './sizes.ts';
import { addSample, median, medianRatio, type Samples } from './statistics.ts';
import { measureWarning } from './warning.ts';
import { measureWorkers } from './worker.ts';

const isQuick = process.argv.includes('quick');
const rounds = process.argv.slice(2).map(Number).find(Number.isInteger) ?? (isQuick ? 9 : 25);
const attempts = Number(process.env.ATTEMPTS ?? 3000);
const OURS = '.output/chrome-mv3';
const REFERENCES = { blank: 'scripts/bench/blank', minimal: 'scripts/bench/minimal/.output/chrome-mv3' };

await build({
  root: 'scripts/bench/minimal',
  configFile: false,
  imports: false,
  manifest: { name: 'Minimal', version: '1' },
});
const lab = await startLab();
try {
  console.log(`Medians of ${rounds} interleaved rounds; × = median of the rounds' ratios to the reference.\n`);
  await benchSurfaces();
  if (!isQuick) await benchWarning();
  await benchStart();
  await benchPages(isQuick ? ['small'] : Object.keys(PAGES));
} finally {
  await lab.close();
}
benchSizes();

/** Popup, tabs and worker compared with the references, with an empty run and with a run of 200 attempts. */
async function benchSurfaces(): Promise<void> {
  const bench = await startBareBrowser(lab, [...Object.values(REFERENCES), OURS]);
  try {
    const [blank = '', minimal = '', ours = ''] = bench.ids;
    const ids = { blank, minimal, ours };
    const popups = await measurePopups(bench, ids, rounds);
    printRow('popup, click → all content, worker running', 'ms', popups.warm, 'ours', 1.3);
    printRow('  … no extension process alive', 'ms', popups.cold, 'ours', 1.2);
    printRow("  popup's JS heap without a collection", 'kB', kilobytes(popups.heap), 'ours', 2);
    await storeRun(bench, ours, stateAfter(10, 200, Date.now(), 3));
    const full = await measurePopups(bench, { blank, ours }, Math.ceil(rounds / 2));
    printRow('popup with 200 attempts → all content, worker running', 'ms', full.warm, 'ours', 1.35);
    printRow('  … no extension process alive', 'ms', full.cold, 'ours', 1.35);
    await storeRun(bench, ours, null);

    for (const id of bench.ids) await bench.startWorker(id);
    const address = (id: string, path: string) => `chrome-extension://${id}/${path}`;
    const tabs = await measureTabs(
      bench,
      {
        blank: address(blank, 'popup.html'),
        minimal: address(minimal, 'popup.html'),
        popup: address(ours, 'popup.html'),
        'side panel': address(ours, 'sidepanel.html'),
        options: address(ours, 'options.html'),
      },
      rounds,
    );
    for (const name of ['popup', 'side panel', 'options'])
      printRow(`${name} in a tab → settled`, 'ms', tabs, name, name === 'popup' ? 2.3 : undefined);

    const pages = Object.fromEntries(
      await Promise.all(
        Object.entries(ids).map(async ([name, id]) => {
          const page = await bench.attach(await bench.openTab(address(id, 'manifest.json')));
          return [name, { id, page }] as const;
        }),
      ),
    );
    const workers = await measureWorkers(bench, pages, rounds);
    printRow('stopped worker → first answer', 'ms', workers.answer, 'ours', 1.5);
    printRow("  worker's heap after a collection", 'kB', kilobytes(workers.heap), 'ours');
  } finally {
    await bench.close();
  }
}

/** The first second of a browser. */
async function benchStart(): Promise<void> {
  const starts = Math.ceil(rounds / 3);
  const morning = await measureMorning(lab, OURS, starts);
  for (const [what, samples] of Object.entries(morning))
    printRow(`first load of the day, start of the load → ${what}`, 'ms', samples, 'ours');
  const popups = await measureFirstPopups(lab, { blank: REFERENCES.blank, ours: OURS }, starts);
  printRow('popup at once after a start of the browser, click → all content', 'ms', popups, 'ours', 2);
}

/** Failures, other sites, and growth. */
async function benchWarning(): Promise<void> {
  const bench = await startBareBrowser(lab, [OURS]);
  try {
    const [id = ''] = bench.ids;
    const extensionPage = await openExtensionPage(bench, id);
    for (const worker of ['running', 'stopped']) {
      const samples: Samples = {};
      for (let round = -1; round < rounds; round += 1) {
        if (worker === 'running') await bench.startWorker(id);
        else await bench.stopWorker(id);
        // Events for a worker that is ending are lost.
        await pause(200);
        const times = await measureWarning(bench, id, extensionPage.page);
        if (round < 0) continue;
        for (const [name, value] of Object.entries(times)) addSample(samples, name, value);
      }
      printRow(`failure → badge, worker ${worker} (target: 100 ms; × a bare setBadgeText)`, 'ms', samples, 'badge');
      for (const name of ['diagnosis', 'refined']) printRow(`  … → ${name}`, 'ms', samples, name);
    }
    // An alarm would start the worker.
    await extensionPage.page.evaluate('chrome.alarms.clearAll()');
    await extensionPage.close();
    const other = await loadOtherSites(bench, id, 1000);
    console.log(
      `${other.loads} loads of another site: ${other.workerStarts} worker starts, ${other.contentScripts} content scripts`,
    );
    for (const [tabs, seen] of [
      [1, 10],
      [10, 1000],
      [100, 1000],
      [100, 100_000],
    ] as const) {
      const open = () => openExtensionPage(bench, id);
      const growth = await measureGrowth(bench, id, open, { tabs, attempts: seen, rounds: Math.ceil(rounds / 3) });
      const sizes = `${kilo(growth.stored)} kB stored, worker's heap ${kilo(growth.heap)} kB`;
      console.log(`${tabs} tabs, ${seen} attempts: ${sizes}, popup ${growth.popup.toFixed(0)} ms`);
    }
    const counts = [100, 1000, attempts];
    const extensionTab = await openExtensionPage(bench, id);
    const heaps = await heapAfterLoads(lab, bench, id, extensionTab, counts);
    await extensionTab.close();
    console.log(`worker's heap after ${counts.join(', ')} real loads: ${heaps.map(kilo).join(', ')} kB`);
  } finally {
    await bench.close();
  }
}

/** Pages of a system, by their names. */
async function benchPages(names: readonly string[]): Promise<void> {
  const browsers = { with: await startBareBrowser(lab, [OURS]), without: await startBareBrowser(lab, []) };
  try {
    const { load, mainThread } = await measureLoads(lab, browsers, names, rounds);
    for (const name of names) {
      for (const [what, samples] of Object.entries({ load, 'main thread': mainThread })) {
        const [ours = [], blank = []] = [samples[`${name} with`], samples[`${name} without`]];
        printRow(`page (${name}), ${what}`, 'ms', { blank, ours }, 'ours', what === 'load' ? 1.1 : 1.15);
      }
    }
    if (!names.includes('5 MB')) return;
    console.log(
      `longest task of ours on the 5 MB page: ${(await longestTask(browsers.with)).toFixed(1)} ms (target: 50)`,
    );
  } finally {
    await browsers.with.close();
    await browsers.without.close();
  }
}

function benchSizes(): void {
  const [ours, minimal] = [measureSizes(OURS), measureSizes(REFERENCES.minimal)];
  console.log(`zip without images ${kilo(ours.zip)} kB (target: 60; minimal ${kilo(minimal.zip)})`);
  console.log(`worker ${kilo(ours.worker)} kB, popup ${kilo(ours.popup)} kB (minimal ${kilo(minimal.popup)})`);
}

async function openExtensionPage(bench: BareBrowser, id: string): Promise<ExtensionPage> {
  const targetId = await bench.openTab(`chrome-extension://${id}/manifest.json`);
  const page = await bench.attach(targetId);
  await waitFor('the page', () => page.evaluate<boolean>('!!globalThis.chrome?.storage'));
  return { page, close: () => bench.closeTarget(targetId) };
}

/** @param run `null`: the state at browser start */
async function storeRun(bench: BareBrowser, id: string, run: RunState | null): Promise<void> {
  const { page, close } = await openExtensionPage(bench, id);
  // Stop the worker first: it would write its own state back.
  await bench.stopWorker(id);
  await page.evaluate(`chrome.storage.session.set(${JSON.stringify({ run })})`);
  await close();
}

function printRow(what: string, unit: string, samples: Samples, name: string, target?: number): void {
  const reference = samples.blank ? 'blank' : 'reference';
  const values = Object.entries(samples).filter(([key]) => [name, reference, 'minimal'].includes(key));
  const figures = values.map(([key, value]) => `${key} ${median(value).toFixed(1)} ${unit}`).join(', ');
  const ratio = medianRatio(samples, name, reference).toFixed(2);
  console.log(`${what}: ${ratio} ×${target ? ` (target: ${target})` : ''}; ${figures}`);
}

function kilobytes(samples: Samples): Samples {
  return Object.fromEntries(
    Object.entries(samples).map(([name, values]) => [name, values.map((bytes) => bytes / 1000)]),
  );
}

function kilo(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
