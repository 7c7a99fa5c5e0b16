/**
 * A clock of its own for a browser, with no hook in the product: libfaketime answers the browser's questions for the time, in all of
 * its processes, so that pages, workers, alarms and the check of certificates agree.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A Tuesday in service hours, with the call centre answering. */
export const DEFAULT_CLOCK = '2026-11-24T10:00:00+09:00';

/** What to show on a browser's clock: an ISO time with zone, from which it runs on; or the real time. */
export type ClockSetting = string | 'real';

export interface Clock {
  /** Environment of the browser process. */
  env: Record<string, string>;
  /** Shows another time from now on. Running processes notice within `CLOCK_DELAY_MS`. */
  set(setting: ClockSetting): Promise<void>;
  /** What the clock shows now, in milliseconds since 1970. */
  now(): number;
}

/** libfaketime reads its setting anew when the second has changed since it last did. */
export const CLOCK_DELAY_MS = 1100;

/** The loader fills in `$LIB`: `lib/x86_64-linux-gnu` on Debian, `lib64` elsewhere. */
const LIBRARY = '/usr/$LIB/faketime/libfaketimeMT.so.1';

/** Makes a clock. `dir` holds its file for as long as the browser runs. */
export async function makeClock(dir: string, setting: ClockSetting): Promise<Clock> {
  const file = join(dir, 'clock');
  let offsetMs = 0;
  const clock: Clock = {
    env: {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '0',
      // Chromium's own timing must stay real. Without the second line it hangs: by default libfaketime changes waiting on condition
      // variables in a way that Chromium's threads don't survive.
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      // The times of files stay real, too. For them libfaketime holds a lock that all processes of a browser share: one that is ended
      // in that moment (as browsers end spare renderers) takes it along, and the others wait for ever.
      NO_FAKE_STAT: '1',
    },
    async set(next) {
      offsetMs = clockOffset(next);
      // An offset, not a time: a time would start anew in each process. Renamed into place, so that nobody reads half of it.
      await writeFile(`${file}.new`, `${offsetMs < 0 ? '' : '+'}${offsetMs / 1000}\n`);
      await rename(`${file}.new`, file);
    },
    now: () => Date.now() + offsetMs,
  };
  await clock.set(setting);
  return clock;
}

/** How far a clock so set is ahead of the real time, in milliseconds. Throws on anything that is no time. */
export function clockOffset(setting: ClockSetting): number {
  const offsetMs = setting === 'real' ? 0 : Date.parse(setting) - Date.now();
  if (Number.isNaN(offsetMs)) throw new Error(`not a time: ${setting}`);
  return offsetMs;
}

/** libfaketime leaves these in shared memory for each process that started with it, even after a clean end. */
export function clockTraces(pid: number): string[] {
  return [`/dev/shm/faketime_shm_${pid}`, `/dev/shm/sem.faketime_sem_${pid}`];
}
