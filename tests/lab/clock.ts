/**
 * A separate clock for a browser, without a hook in the product. libfaketime changes the time in all processes of the
 * browser: pages, workers, alarms and the check of certificates agree.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A Tuesday in service hours, with the call centre answering. */
export const DEFAULT_CLOCK = '2026-11-24T10:00:00+09:00';

/** A time for a browser's clock: an ISO time with zone, from which the clock runs on; or the real time. */
export type ClockSetting = string | 'real';

export interface Clock {
  /** Environment of the browser process. */
  env: Record<string, string>;
  /** Sets the clock. Returns when running processes have the new time. */
  set(setting: ClockSetting): Promise<void>;
  /** The clock's time, in ms since the epoch. */
  now(): number;
}

/**
 * libfaketime reads its setting again at the first question for the time in another second of the real clock. The
 * reserve (ms) is for the coarse clock of the kernel, which is some ms late.
 */
const COARSE_CLOCK = 20;

/** Waits until no process uses what it has read before. */
async function waitForNextSecond(): Promise<void> {
  const next = Math.floor(Date.now() / 1000 + 1) * 1000 + COARSE_CLOCK;
  while (Date.now() < next) await new Promise((resolve) => setTimeout(resolve, next - Date.now()));
}

/** The loader replaces `$LIB`: `lib/x86_64-linux-gnu` on Debian, `lib64` on other systems. */
const LIBRARY = '/usr/$LIB/faketime/libfaketimeMT.so.1';

/** Makes a clock. Its file in `dir` must exist while the browser runs. */
export async function makeClock(dir: string, setting: ClockSetting): Promise<Clock> {
  const file = join(dir, 'clock');
  let offsetMs = 0;
  const write = async (next: ClockSetting) => {
    offsetMs = clockOffset(next);
    // An offset, because a time would start again in each process. Renamed, so that no process reads half of the file.
    await writeFile(`${file}.new`, `${offsetMs < 0 ? '' : '+'}${offsetMs / 1000}\n`);
    await rename(`${file}.new`, file);
  };
  await write(setting);
  return {
    env: {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '0',
      // Chromium's own timing must stay real. Without the second line it hangs: by default libfaketime changes the
      // waits on condition variables, and Chromium's threads never wake.
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      // File times stay real, too. To fake them, libfaketime holds a lock that all processes of a browser share. If a
      // process is killed at that moment (as browsers do with spare renderers), the others wait for ever.
      NO_FAKE_STAT: '1',
    },
    async set(next) {
      await write(next);
      await waitForNextSecond();
    },
    now: () => Date.now() + offsetMs,
  };
}

/** How far a clock with this setting is ahead of the real time, in ms. Throws if the setting is no time. */
export function clockOffset(setting: ClockSetting): number {
  const offsetMs = setting === 'real' ? 0 : Date.parse(setting) - Date.now();
  if (Number.isNaN(offsetMs)) throw new Error(`not a time: ${setting}`);
  return offsetMs;
}

/** Files in shared memory that libfaketime leaves for each process, even after a clean end. */
export function clockTraces(pid: number): string[] {
  return [`/dev/shm/faketime_shm_${pid}`, `/dev/shm/sem.faketime_sem_${pid}`];
}
