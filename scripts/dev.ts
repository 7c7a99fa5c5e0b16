/**
 * `npm run dev`: builds the extension at every change, in a browser on the simulated systems. A page in that browser
 * changes the PC (certificate, dialog, hour) and the behaviour of each system. Without a display the browser runs under
 * Xvfb; DevTools reaches it at the printed address.
 *
 * WXT's own runner (web-ext) could start a browser only on the real systems: it sets neither HOME, where Chromium on
 * Linux has its certificates, nor a clock.
 */
import { createServer } from 'wxt';
import { startScreen } from '../tests/lab/screen.ts';
import { tryByHand } from './demo/by-hand.ts';
import { end, endOnSignals, isEnding, whileOpen } from './demo/process-end.ts';

const EXTENSION = '.output/chrome-mv3-dev';

async function startDevServer() {
  const server = await createServer({ webExt: { disabled: true } });
  await server.start();
  return server;
}

async function openBrowser(): Promise<void> {
  await tryByHand(EXTENSION, (console, devTools) => {
    process.stdout.write(`Change PC and systems: ${console}\nDevTools: ${devTools}\n`);
  });
}

async function develop(): Promise<void> {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return openBrowser();
  await whileOpen(
    startScreen(),
    (screen) => screen.close(),
    async ({ display }) => {
      process.env.DISPLAY = display;
      await openBrowser();
    },
  );
}

endOnSignals(0);
try {
  await whileOpen(startDevServer(), (server) => server.stop(), develop);
  await end(0);
} catch (error) {
  if (!isEnding()) {
    console.error(error);
    await end(1);
  }
}
