/** Closes everything before the process ends, whatever the reason. */

type Task = () => Promise<unknown>;

const tasks = new Set<Task>();
let ending: Promise<never> | undefined;

/** Registers a task for the end of the process. The returned function removes it. */
export function onEnd(task: Task): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}

/**
 * Uses a resource and closes it afterwards, also when the process ends meanwhile or while the resource still starts.
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

/** Whether the process is ending. Errors that follow from that can be ignored. */
export function isEnding(): boolean {
  return ending !== undefined;
}

/** Runs all tasks, the latest first, and ends the process. */
export function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const task of [...tasks].reverse()) await task().catch(() => {});
    process.exit(code);
  })();
  return ending;
}

/** Ends the process on Ctrl-C, a closed terminal and SIGTERM; on the second signal at once. */
export function endOnSignals(code: number): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding()) process.exit(code);
      void end(code);
    });
  }
}
