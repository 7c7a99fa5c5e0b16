/**
 * `npm run bench`: how fast the warning is, in a real browser against the simulated systems. Printed, never asserted: machines
 * differ, so each figure stands beside a reference that is measured in the same rounds.
 */
import { addressOf, startLab } from '../lab/lab.ts';
import { type Pc, startPc } from '../lab/pc.ts';

const ROUNDS = 25;

/** Milliseconds from an error event until… */
interface Round {
  /** …a page of the extension that does nothing else has set a badge: the reference. */
  reference: number;
  /** …the extension's own badge is there. */
  badge: number;
}

/** One failed load in a new tab, watched from a page of the extension beside the worker. */
async function measure(pc: Pc): Promise<Round> {
  const round = pc.backstage.evaluate(
    (address) =>
      new Promise<Round>((resolve) => {
        const onError = async ({ tabId }: { tabId: number }) => {
          const start = performance.now();
          chrome.webRequest.onErrorOccurred.removeListener(onError);
          const idle = (await chrome.tabs.getCurrent())?.id ?? -1;
          const reference = chrome.action
            .setBadgeText({ tabId: idle, text: 'x' })
            .then(() => performance.now() - start);
          while ((await chrome.action.getBadgeText({ tabId })) === '') {
            // Asked again at once: the question itself takes a fraction of a millisecond.
          }
          const badge = performance.now() - start;
          await chrome.action.setBadgeText({ tabId: idle, text: '' });
          resolve({ reference: await reference, badge });
        };
        chrome.webRequest.onErrorOccurred.addListener(onError, { urls: [`${address}*`], types: ['main_frame'] });
      }),
    addressOf('kensa'),
  );
  const page = await pc.newPage();
  await pc.open(page, addressOf('kensa'));
  const measured = await round;
  await page.close();
  return measured;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const lab = await startLab();
const pc = await startPc(lab);
try {
  await lab.setFace('kensa', 'refused');
  await pc.backstage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
  await measure(pc);
  const rounds = { running: [] as Round[], stopped: [] as Round[] };
  for (let i = 0; i < ROUNDS; i += 1) {
    rounds.running.push(await measure(pc));
    await pc.stopWorker();
    rounds.stopped.push(await measure(pc));
  }
  console.log(`failure → badge, medians of ${ROUNDS} interleaved rounds`);
  for (const [worker, measured] of Object.entries(rounds)) {
    const badge = median(measured.map((round) => round.badge));
    const ratio = median(measured.map((round) => round.badge / round.reference));
    console.log(`  worker ${worker}: ${badge.toFixed(1)} ms, ${ratio.toFixed(1)} × a bare setBadgeText`);
  }
} finally {
  await pc.close();
  await lab.close();
}
