/** Input of the user. (A page can scroll by itself, but it cannot turn the wheel.) */
export const INPUT: readonly string[] = ['pointerdown', 'pointermove', 'keydown', 'wheel'];
/** Events that bring the user to the page without input. (A frame in the page takes the focus from its window.) */
const ARRIVAL = ['focus', 'blur', 'visibilitychange', 'pageshow'];

/** Calls back with every event of a user at this page until the signal is aborted; events of scripts do not count. */
export function listenToUser(onEvent: (event: Event) => void, signal: AbortSignal): void {
  const listener = (event: Event) => {
    if (event.isTrusted) onEvent(event);
  };
  for (const type of [...INPUT, ...ARRIVAL]) addEventListener(type, listener, { capture: true, passive: true, signal });
}
