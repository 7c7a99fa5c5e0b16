/**
 * Shows the extension on the simulated systems.
 *
 *   npm run demo                  with a display: a browser to try; without: all faults in a table, with screenshots
 *   npm run demo -- --headless    the table, also with a display
 */
import { parseArgs } from 'node:util';
import { tryByHand } from './by-hand.ts';
import { showEveryFault } from './every-fault.ts';
import { end, endOnSignals, isEnding } from './process-end.ts';

const { values: options } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    extension: { type: 'string', default: '.output/chrome-mv3' },
  },
});
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const isByHand = hasDisplay && !options.headless;

try {
  if (isByHand) {
    // Ctrl-C is the normal end.
    endOnSignals(0);
    await tryByHand(options.extension, (address) => {
      console.log(`操作画面: ${address}`);
      console.log('終わるには、ブラウザーを閉じるか Ctrl+C を押してください。');
    });
    await end(0);
  } else {
    endOnSignals(130);
    const isFine = await showEveryFault(options.extension);
    await end(isFine ? 0 : 1);
  }
} catch (error) {
  if (!isEnding()) {
    console.error(error);
    if (isByHand) console.error('画面なしで試すには: npm run demo -- --headless');
    await end(1);
  }
}
