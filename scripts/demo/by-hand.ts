/** A browser with the extension on the simulated systems. A page in it changes the PC and the systems. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CLOCK } from '../../tests/lab/clock.ts';
import { type Lab, startLab } from '../../tests/lab/lab.ts';
import { type Pc, startPc } from '../../tests/lab/pc.ts';
import { DEFAULT_BEHAVIOURS } from '../../tests/lab/server-behaviours.ts';
import { type ConsoleState, FIRST_PC, type Hour, type PcChoice, startConsole } from './console-server.ts';
import { isEnding, whileOpen } from './process-end.ts';
import { readSystemNames } from './system-names.ts';

const CLOCKS: Record<Hour, string> = {
  '10:00': DEFAULT_CLOCK,
  '23:00': DEFAULT_CLOCK.replace('T10:', 'T23:'),
  real: 'real',
};

/**
 * Returns when the user has closed the browser. Needs a display.
 * @param printAddress gets the address of the page that changes PC and systems, and that of the browser's DevTools
 */
export async function tryByHand(
  extension: string,
  printAddress: (console: string, devTools: string) => void,
): Promise<void> {
  // The browser gets another home folder, without the file that gives access to the display.
  process.env.XAUTHORITY ??= join(homedir(), '.Xauthority');
  const state: ConsoleState = { pc: FIRST_PC, behaviours: { ...DEFAULT_BEHAVIOURS } };
  const nameOf = await readSystemNames(extension);
  let restart = () => {};

  /** @returns whether the user wants another PC; otherwise the user closed the browser */
  const useBrowser = async (lab: Lab, address: string): Promise<boolean> => {
    const choice = state.pc;
    const close = (pc: Pc) => pc.close();
    return whileOpen(startBrowser(lab, extension, choice), close, async ({ context, extensionPage, devTools }) => {
      const isReplaced = new Promise<boolean>((resolve) => {
        restart = () => resolve(true);
        context.once('close', () => resolve(false));
      });
      printAddress(address, devTools);
      const page = await context.newPage();
      await page.goto(address);
      await extensionPage.close();
      return state.pc !== choice || isReplaced;
    });
  };

  const useLab = (lab: Lab) => {
    const starting = startConsole(state, nameOf, {
      choosePc(pc) {
        state.pc = pc;
        restart();
      },
      async setBehaviour(id, behaviour) {
        await lab.setBehaviour(id, behaviour);
        state.behaviours[id] = behaviour;
      },
      async resetBehaviours() {
        await lab.reset();
        state.behaviours = { ...DEFAULT_BEHAVIOURS };
      },
    });
    return whileOpen(
      starting,
      (opened) => opened.close(),
      async ({ address }) => {
        while (!isEnding() && (await useBrowser(lab, address)));
      },
    );
  };

  await whileOpen(startLab(), (lab) => lab.close(), useLab);
}

function startBrowser(lab: Lab, extension: string, { certificate, dialog, hour }: PcChoice): Promise<Pc> {
  const onlyWayland = !process.env.DISPLAY;
  return startPc(lab, {
    extension,
    certificate,
    dialog,
    headless: false,
    clock: CLOCKS[hour],
    args: ['--start-maximized', ...(onlyWayland ? ['--ozone-platform=wayland'] : [])],
  });
}
