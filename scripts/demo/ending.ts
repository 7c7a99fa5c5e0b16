/** How the demo ends: whatever the reason, all that was started is stopped first. */

type Duty = () => Promise<unknown>;

const duties = new Set<Duty>();
let ending: Promise<never> | undefined;

/** Registers what has to be done before the process ends. The returned function withdraws it. */
export function onEnd(duty: Duty): () => void {
  duties.add(duty);
  return () => duties.delete(duty);
}

/**
 * Uses something that has to be closed afterwards, and sees that it is closed even if the demo ends meanwhile, be it
 * while it is still starting.
 */
export async function whileOpen<T, R>(
  starting: Promise<T>,
  close: (opened: T) => Promise<void>,
  use: (opened: T) => Promise<R>,
): Promise<R> {
  const done = onEnd(() => starting.then(close));
  try {
    return await use(await starting);
  } finally {
    await starting.then(close, () => {});
    done();
  }
}

/** Whether the demo is on its way out: errors of what is cut off by that are nobody's concern. */
export function isEnding(): boolean {
  return ending !== undefined;
}

/** Does all duties, the latest first, and ends the process. */
export function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const duty of [...duties].reverse()) await duty().catch(() => {});
    process.exit(code);
  })();
  return ending;
}

/** Makes Ctrl-C, a closed terminal and a polite kill end the demo; the second time at once. */
export function endOnSignals(code: number): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding()) process.exit(code);
      void end(code);
    });
  }
}
