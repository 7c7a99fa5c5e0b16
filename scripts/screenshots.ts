/**
 * `npm run screenshots`: photographs the real product in a real browser. Writes pictures in the sizes of the stores to
 * `.output/store/<language>/`, and those of README.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { addressOf, type Lab, startLab } from '../tests/lab/lab.ts';
import { type Pc, startPc } from '../tests/lab/pc.ts';

/** Sizes for Chrome Web Store and Edge Add-ons (pictures, small tile). */
const PICTURE = { width: 1280, height: 800 };
const TILE = { width: 440, height: 280 };
/** Height of a surface in a picture. */
const HEIGHT = 640;

const OUTPUT = '.output/store';
const README_PICTURES = 'docs/images';

interface Scene {
  name: string;
  /** Text key of the title beside the picture. */
  title: string;
  show: (pc: Pc) => Promise<Page>;
  width: number;
  /** File name of README's copy, if README shows the scene. */
  inReadme?: string;
}

/** In the order of the photographs: the first ones need a PC without failures. */
const SCENES: readonly Scene[] = [
  {
    name: '2-setup',
    title: 'section.setup',
    width: 400,
    inReadme: 'panel-setup',
    async show(pc) {
      const panel = await panelAt(pc, 'setup');
      // Shows the top of the panel.
      await panel.evaluate(() => window.scrollTo(0, 0));
      return panel;
    },
  },
  {
    name: '1-popup',
    title: 'extension.description',
    width: 400,
    inReadme: 'popup-failed',
    async show(pc) {
      const failed = await pc.newPage();
      await pc.open(failed, addressOf('office'));
      return pc.openPopup(failed);
    },
  },
  {
    name: '3-troubles',
    title: 'section.troubles',
    width: 400,
    async show(pc) {
      const panel = await panelAt(pc, 'troubles');
      await panel.getByRole('searchbox').fill('403');
      return panel;
    },
  },
  {
    name: '4-check',
    title: 'section.check',
    width: 400,
    async show(pc) {
      const panel = await panelAt(pc, 'check');
      await panel.locator('[data-check] button').first().click();
      await panel.locator('[data-layer="certificate"]').waitFor();
      return panel;
    },
  },
  {
    name: '5-options',
    title: 'options.title',
    width: 640,
    async show(pc) {
      await pc.extensionPage.evaluate(() => chrome.storage.local.remove('settings'));
      return pc.openExtensionPage('options.html');
    },
  },
];

async function panelAt(pc: Pc, section: string): Promise<Page> {
  const panel = await pc.openExtensionPage(`sidepanel.html#${section}`);
  await panel.setViewportSize({ width: 400, height: HEIGHT });
  await panel.locator(`[data-section="${section}"] h2`).waitFor();
  return panel;
}

async function makeAll(lab: Lab, language: 'ja' | 'en'): Promise<void> {
  const folder = `${OUTPUT}/${language}`;
  await mkdir(folder, { recursive: true });
  const texts = new Map(
    (await parseMessagesFile(`locales/${language}.yml`)).map((entry) => [
      entry.key.join('.'),
      'message' in entry ? entry.message : '',
    ]),
  );
  const pc = await startPc(lab, { language });
  try {
    await pc.extensionPage.evaluate(() => chrome.storage.local.set({ settings: { openPopup: false } }));
    const frame = await pc.newPage();
    for (const { name, title, show, width, inReadme } of SCENES) {
      const surface = await show(pc);
      if (width > 400) await surface.setViewportSize({ width, height: HEIGHT });
      await surface.locator('main h1').waitFor();
      await surface.evaluate(() => document.fonts.ready);
      const picture = await surface.screenshot();
      if (inReadme && language === 'ja') await writeFile(`${README_PICTURES}/${inReadme}.png`, picture);
      await frame.bringToFront();
      await frame.setViewportSize(PICTURE);
      await frame.setContent(
        page(texts.get(title) ?? '', texts.get('extension.name') ?? '', await icon(), picture, width),
      );
      await frame.screenshot({ path: `${folder}/${name}.png` });
      if (name === '1-popup') await pc.closePopup();
      else await surface.close();
    }
    await frame.setViewportSize(TILE);
    await frame.setContent(tile(texts.get('extension.name') ?? '', await icon()));
    await frame.screenshot({ path: `${folder}/tile.png` });
  } finally {
    await pc.close();
  }
}

async function icon(): Promise<string> {
  return `data:image/png;base64,${(await readFile('.output/chrome-mv3/icons/128.png')).toString('base64')}`;
}

const STYLE = `
  body { margin: 0; height: 100vh; display: flex; align-items: center; justify-content: center; gap: 72px;
    background: linear-gradient(135deg, #0b5c7a, #083f54); color: #fff; font-family: system-ui, sans-serif; }
  section { width: 400px; } h1 { font-size: 36px; line-height: 1.4; margin: 0 0 16px; } p { font-size: 20px; margin: 0; opacity: .85; }
  .surface { border-radius: 12px; box-shadow: 0 20px 60px rgb(0 0 0 / .4); max-height: 640px; object-fit: cover; object-position: top; }
`;

function page(title: string, name: string, image: string, picture: Buffer, width: number): string {
  return `<style>${STYLE}</style><section><img src="${image}" width="72" alt=""><h1>${title}</h1><p>${name}</p></section>
    <img class="surface" width="${width}" src="data:image/png;base64,${picture.toString('base64')}" alt="">`;
}

function tile(name: string, image: string): string {
  return `<style>${STYLE} body { gap: 20px; flex-direction: column; }</style><img src="${image}" width="96" alt="">
    <h1 style="font-size: 26px; margin: 0; text-align: center">${name}</h1>`;
}

const lab = await startLab();
try {
  for (const language of ['ja', 'en'] as const) {
    await lab.reset();
    await makeAll(lab, language);
  }
  console.log(`Pictures are in ${OUTPUT}/.`);
} finally {
  await lab.close();
}
