import { mkdir, writeFile } from 'node:fs/promises';
import { card, expect, test } from './pc-test.ts';
import { FAILURES, showCause } from './states.ts';
for (const language of ['ja', 'en'] as const)
  test(`shots ${language}`, async ({ usePc }) => {
    test.setTimeout(600_000);
    const folder = `/tmp/shots/${language}`;
    await mkdir(folder, { recursive: true });
    const pc = await usePc({ language });
    const popup = await pc.openExtensionPage('popup.html');
    const panel = await pc.openExtensionPage('sidepanel.html');
    await popup.setViewportSize({ width: 400, height: 600 });
    await panel.setViewportSize({ width: 320, height: 700 });
    for (const cause of ['none', ...FAILURES] as const) {
      await showCause(pc, cause);
      await expect(card(popup)).toHaveAttribute('data-cause', cause);
      await expect(card(panel)).toHaveAttribute('data-cause', cause);
      await popup.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = false; });
      const fits = await popup.evaluate(() => document.querySelector('[data-cause]')?.getBoundingClientRect().bottom);
      await writeFile(`${folder}/${cause}.txt`, `${fits} ${await popup.locator('main').innerText()}`);
      await writeFile(`${folder}/${cause}-popup.png`, await popup.screenshot());
      await popup.evaluate(() => { for (const d of document.querySelectorAll('details')) d.open = true; });
      await writeFile(`${folder}/${cause}-popup-open.png`, await popup.screenshot({ fullPage: true }));
      await writeFile(`${folder}/${cause}-panel.png`, await panel.screenshot({ fullPage: true }));
    }
  });
