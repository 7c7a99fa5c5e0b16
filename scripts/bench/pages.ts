/** The cost of the extension on pages of a system, compared with the same browser without it. */
import { page, SERVED } from '../../tests/lab/answers.ts';
import type { BareBrowser, Session } from '../../tests/lab/bare-browser.ts';
import { addressOf, type Lab } from '../../tests/lab/lab.ts';
import { pause, rotate } from './popup.ts';
import { addSample, type Samples } from './statistics.ts';

const LINE = '<p>まもりすまい保険 申込一覧 検査待ち</p>\n';
/** Changes its DOM about 1,000 times a second. */
const CHURN =
  '<script>setInterval(() => { for (let i = 0; i < 10; i += 1) document.querySelector("p").textContent = Math.random(); }, 10)</script>';

/** The pages by name: their bodies. */
export const PAGES: Record<string, string> = {
  small: '<h1>メニュー</h1><form><input name="id"><input type="password"></form>',
  '5 MB': `<h1>一覧</h1>${LINE.repeat(5_000_000 / Buffer.byteLength(LINE))}`,
  '1,000 changes/s': `<h1>状況</h1><p>残り</p>${CHURN}`,
};

/** Time from the end of the load to the end of the measurement. */
const WATCHED_MS = 1500;

export interface PageSamples {
  load: Samples;
  mainThread: Samples;
}

/** Samples by page, with and without the extension: `small with`, `small without` and so on. */
export async function measureLoads(
  lab: Lab,
  browsers: Readonly<Record<'with' | 'without', BareBrowser>>,
  names: readonly string[],
  rounds: number,
): Promise<PageSamples> {
  await servePages(lab);
  const samples: PageSamples = { load: {}, mainThread: {} };
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      for (const [which, bench] of rotate(Object.entries(browsers), round)) {
        const { load, mainThread } = await measureLoad(bench, addressOfPage(name));
        if (round < 0) continue;
        addSample(samples.load, `${name} ${which}`, load);
        addSample(samples.mainThread, `${name} ${which}`, mainThread);
      }
    }
  }
  return samples;
}

function addressOfPage(name: string): string {
  return `${addressOf('kensa')}bench/${encodeURIComponent(name)}`;
}

async function servePages(lab: Lab): Promise<void> {
  for (const [name, body] of Object.entries(PAGES)) {
    const reply = page(200, '業務｜まもりすネット', body);
    SERVED.set(new URL(addressOfPage(name)).pathname, { ...reply, body: Buffer.from(reply.body) });
  }
  await lab.setBehaviour('kensa', 'served');
}

/** The duration of the load, and of main-thread tasks until `WATCHED_MS` after its end, in ms. */
async function measureLoad(bench: BareBrowser, address: string): Promise<{ load: number; mainThread: number }> {
  const targetId = await bench.openTab();
  const tab = await bench.attach(targetId);
  await tab.send('Performance.enable');
  await loadIn(tab, address);
  await pause(WATCHED_MS);
  const { metrics } = await tab.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics');
  const load = await tab.evaluate<number>('performance.getEntriesByType("navigation")[0].loadEventEnd');
  await bench.closeTarget(targetId);
  return { load, mainThread: 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) };
}

async function loadIn(tab: Session, address: string): Promise<void> {
  await tab.send('Page.enable');
  const loaded = new Promise<void>((resolve) => tab.on('Page.loadEventFired', () => resolve()));
  await tab.send('Page.navigate', { url: address });
  await loaded;
}

interface TraceEvent {
  name: string;
  dur?: number;
  args: { data?: { url?: string } };
}

/** The extension's longest task on the 5 MB page, in ms. */
export async function longestTask(bench: BareBrowser): Promise<number> {
  const events: TraceEvent[] = [];
  const ended = new Promise<void>((resolve) => bench.cdp.on('Tracing.tracingComplete', () => resolve()));
  const stop = bench.cdp.on<{ value: TraceEvent[] }>('Tracing.dataCollected', ({ value }) => events.push(...value));
  const targetId = await bench.openTab();
  await bench.cdp.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline'] } });
  const tab = await bench.attach(targetId);
  await loadIn(tab, addressOfPage('5 MB'));
  await pause(WATCHED_MS);
  await bench.cdp.send('Tracing.end');
  await ended;
  stop();
  await bench.closeTarget(targetId);
  const ours = events.filter(({ args }) => args.data?.url?.startsWith('chrome-extension:'));
  return Math.max(0, ...ours.map(({ dur = 0 }) => dur / 1000));
}
