import { addressOfFault, FAULTY_PCS, labelOfFault } from '../lab/faults.ts';
import { addressOf } from '../lab/lab.ts';
import { startProxy } from '../lab/proxy.ts';
import { banner, card, cardInPopup, changeSettings, expect, row, test } from './pc-test.ts';

for (const { label, faults, shows, offline, proxy: mode, ...options } of FAULTY_PCS) {
  test(`faults: ${label}`, async ({ lab, usePc }) => {
    test.setTimeout(120_000 + faults.length * 10_000);
    const proxy = mode && (await startProxy(lab, mode));
    const pc = await usePc({ ...options, ...(proxy && { proxy: proxy.address }) });
    await changeSettings(pc, { openPopup: false });
    await pc.context.setOffline(offline ?? false);
    try {
      for (const fault of faults) {
        await test.step(labelOfFault(fault), async () => {
          if (fault.behaviour && fault.system) await lab.setBehaviour(fault.system, fault.behaviour);
          const page = await pc.newPage();
          const load = pc.open(page, addressOfFault(fault));
          if (fault.isPending) {
            load.catch(() => {});
            await expect.poll(() => pc.badge(page), { timeout: 30_000 }).toBe(fault.badge);
            await pc.clickIcon(page);
            await expect.poll(() => cardInPopup(pc)).toEqual([fault.cause, fault.system]);
            await pc.closePopup();
            await page.close();
            return;
          }
          const outcome = await load;
          await expect.poll(() => pc.badge(page)).toBe(fault.badge);
          // A page that a server has sent can carry the banner; the browser's own error pages can't.
          const isPage = typeof outcome === 'number' && !fault.behaviour?.endsWith('-empty');
          await expect(banner(page)).toHaveCount(isPage && fault.cause !== 'none' ? 1 : 0);
          if (isPage && fault.cause !== 'none') await expect(banner(page)).toHaveAttribute('data-cause', fault.cause);
          const popup = await pc.openPopup(page);
          await expect(card(popup)).toHaveAttribute('data-cause', fault.cause);
          if (fault.cause !== 'none') {
            await expect(card(popup)).toHaveAttribute('data-system', fault.system);
            if (fault.system) await expect(row(popup, fault.system)).toHaveAttribute('data-last', fault.cause);
          }
          await pc.closePopup();
          await page.close();
        });
      }
      const popup = await pc.openPopup(pc.extensionPage);
      await expect(popup.locator('[data-certificate]')).toHaveAttribute('data-certificate', shows ?? /./);
      const isOpen = !/T2[23]/.test(options.serverClock ?? options.clock ?? '');
      await expect(popup.locator('[data-hours]')).toHaveAttribute('data-hours', isOpen ? 'open' : 'closed');
    } finally {
      await proxy?.close();
    }
  });
}

for (const [language, title] of [
  ['ja', 'プライバシー エラー'],
  ['en', 'Privacy error'],
] as const) {
  test(`error pages are told by their titles (${language})`, async ({ lab, usePc }) => {
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
