import { addressOfFault, FAULTY_PCS, type Fault, type FaultyPc, labelOfFault } from '../lab/faults.ts';
import { addressOf, type Lab } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { startProxy } from '../lab/proxy.ts';
import { banner, changeSettings, expect, skipTime, test } from './pc-test.ts';

/** The popup's content: cause and system on its card, the last cause of a system in its table, certificate, hours. */
interface Shown {
  card: (string | undefined)[];
  last: string | undefined;
  certificate: string | undefined;
  hours: string | undefined;
}

/** Reads the open popup from inside the extension. This works while a tab waits, and costs no second connection. */
function readPopup(pc: Pc, system = ''): Promise<Shown> {
  return pc.extensionPage.evaluate((id) => {
    const [view] = chrome.extension.getViews({ type: 'popup' });
    const data = (selector: string) => view?.document.querySelector<HTMLElement>(selector)?.dataset ?? {};
    return {
      card: [data('[data-cause]').cause, data('[data-cause]').system],
      last: data(`tr[data-system="${id}"]`).last,
      certificate: data('[data-certificate]').certificate,
      hours: data('[data-hours]').hours,
    };
  }, system);
}

/** A browser offers neither an expired certificate nor one of another CA. Then one system of each kind is enough. */
const OFFERING_NONE: readonly string[] = ['expired', 'other-ca'];
const ONE_OF_A_KIND = [
  'office', // answers with a page
  'annex', // refuses within TLS
  'kensa', // asks for no certificate
];

function faultsOf({ certificate, faults }: FaultyPc): readonly Fault[] {
  const isRepetition = OFFERING_NONE.includes(certificate) && faults.length > ONE_OF_A_KIND.length;
  return isRepetition ? faults.filter(({ system }) => ONE_OF_A_KIND.includes(system)) : faults;
}

/** A load without an answer counts as stuck after 20 s; in ms, with a reserve. */
const STUCK_AFTER = 25_000;
/** A system counts as opened only when its page has had time to report an error; in ms, with a reserve. */
const OPENED_AFTER = 3000;

async function expectFault(pc: Pc, lab: Lab, fault: Fault): Promise<void> {
  const { system, behaviour, cause } = fault;
  if (behaviour && system) await lab.setBehaviour(system, behaviour);
  if (cause === 'certificate-lost') await skipTime(pc, OPENED_AFTER);
  const page = await pc.newPage();
  const load = pc.open(page, addressOfFault(fault));
  if (fault.isPending) load.catch(() => {});
  const outcome = fault.isPending ? undefined : await load;
  if (cause === 'load-stuck' && system) {
    await expect.poll(() => lab.seen(system).requests.length).toBeGreaterThan(0);
    await skipTime(pc, STUCK_AFTER);
  }
  await expect.poll(() => pc.badge(page), { timeout: 30_000 }).toBe(fault.badge);
  if (!fault.isPending) {
    // A page that a server has sent can carry the banner; the browser's own error pages can't.
    const hasBanner = typeof outcome === 'number' && !behaviour?.endsWith('-empty') && cause !== 'none';
    await expect(banner(page)).toHaveCount(hasBanner ? 1 : 0);
    if (hasBanner) await expect(banner(page)).toHaveAttribute('data-cause', cause);
  }
  await pc.clickIcon(page);
  await expect
    .poll(() => readPopup(pc, system))
    .toMatchObject({
      card: [cause, cause === 'none' ? expect.anything() : system],
      ...(cause !== 'none' && system && !fault.isPending && { last: cause }),
    });
  await pc.closePopup();
  await page.close();
}

// Groups with the same certificate come one after another, so that they share a browser.
for (const faultyPc of FAULTY_PCS.toSorted((a, b) => a.certificate.localeCompare(b.certificate))) {
  const { label, shows, offline, proxy: mode, proxyAnswers, clock, serverClock, certificate, ...fixed } = faultyPc;
  test(`the extension shows the expected cause, badge and banner for each fault: ${label}`, async ({
    lab,
    usePc,
    startPc,
  }) => {
    const faults = faultsOf(faultyPc);
    test.setTimeout(120_000 + faults.length * 10_000);
    const proxy = mode && (await startProxy(lab, mode, proxyAnswers));
    const options = { certificate, ...(clock && { clock }), ...(serverClock && { serverClock }) };
    const { dialog, unresolvable } = fixed;
    // The browser refused the certificate to this system earlier, and remembers the refusal.
    const isSent = faults.some(({ behaviour }) => behaviour === 'certificate-nginx-400-any-ca');
    const isFresh = dialog || unresolvable || proxy || isSent;
    const pc = await (isFresh
      ? startPc({
          ...options,
          ...(dialog && { dialog }),
          ...(unresolvable && { unresolvable }),
          ...(proxy && { proxy: proxy.address }),
        })
      : usePc(options));
    await changeSettings(pc, { openPopup: false });
    await pc.context.setOffline(offline ?? false);
    try {
      for (const fault of faults) await test.step(labelOfFault(fault), () => expectFault(pc, lab, fault));
      await pc.clickIcon(pc.extensionPage);
      const isOpen = !/T2[23]/.test(serverClock ?? clock ?? '');
      // No server has said how late it is.
      const isUnsure = faults.some(({ cause }) => cause === 'clock-wrong') && !serverClock;
      const hours = isOpen ? 'open' : 'closed';
      await expect
        .poll(() => readPopup(pc))
        .toMatchObject({ certificate: shows ?? expect.any(String), hours: isUnsure ? 'unsure' : hours });
    } finally {
      await proxy?.close();
    }
  });
}

for (const [language, title] of [
  ['ja', 'プライバシー エラー'],
  ['en', 'Privacy error'],
] as const) {
  test(`the browser’s error pages have the expected titles (${language})`, async ({ lab, usePc }) => {
    const pc = await usePc({ language });
    await changeSettings(pc, { openPopup: false });
    for (const [behaviour, expected] of [
      ['refused', 'kensa.mamoris-net.jp'],
      ['error-empty', 'kensa.mamoris-net.jp'],
      ['unknown-ca', title],
      ['out-of-date', title],
    ] as const) {
      await lab.setBehaviour('kensa', behaviour);
      const page = await pc.newPage();
      await pc.open(page, addressOf('kensa'));
      const tabId = await pc.tabId(page);
      await expect
        .poll(() => pc.extensionPage.evaluate(async (id) => (await chrome.tabs.get(id)).title, tabId))
        .toBe(expected);
    }
  });
}
