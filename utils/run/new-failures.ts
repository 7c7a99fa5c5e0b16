import { systemOfAddress } from '../catalog/address.ts';
import { asksForCertificate } from '../catalog/systems.ts';
import { isAskingForPassword } from '../diagnosis/attempt.ts';
import { netErrorKind } from '../diagnosis/net-errors.ts';
import type { LoadEvent } from './load-event.ts';
import type { RunState } from './run-state.ts';
import { hasBrowserErrorPage, type LoadView, type RunView, viewOf } from './view.ts';

/** By tab: an answer with an error status that waits for the signs of its page, with the run before it. */
export type AwaitedSigns = ReadonlyMap<number, { requestId: string; runBefore: RunState }>;

/** The tabs whose user is to be warned of a new failure now. */
export interface NewFailures {
  /** Their load has just failed. */
  failed: number[];
  /** They got an error status, and no page of the server has reported itself. */
  withoutPage: number[];
  /** The answers that wait from now on. */
  awaited: AwaitedSigns;
}

/** Finds the new failures of an update. Pure. `awaited`: the answers that waited before it. */
export function newFailures(
  { runBefore, viewBefore, viewAfter }: { runBefore: RunState; viewBefore: RunView; viewAfter: RunView },
  event: LoadEvent | undefined,
  awaited: AwaitedSigns,
): NewFailures {
  const waiting = new Map(awaited);
  // Other tabs are checked at an error, too: their time may end with this update.
  if (event?.type === 'error') waiting.delete(event.tabId);
  if (event?.type === 'answer' && event.status >= 400)
    waiting.set(event.tabId, { requestId: event.requestId, runBefore });
  const withoutPage = [...waiting].flatMap(([tabId, { requestId, runBefore }]) => {
    const shown = viewAfter.tabs[tabId]?.shown;
    const isSame = shown?.attempt.requestId === requestId;
    if (isSame && shown.diagnosis.isChecking && shown.diagnosis.cause === 'none') return [];
    waiting.delete(tabId);
    return isSame && isNewFailure(viewOf(runBefore, viewAfter.facts, viewAfter.now), viewAfter, tabId) ? [tabId] : [];
  });
  const failed = event?.type === 'error' && isNewFailure(viewBefore, viewAfter, event.tabId) ? [event.tabId] : [];
  // The browser may be asking for the password again, and a popup would take the keys.
  const mayWarn = (tabId: number) => !viewAfter.tabs[tabId]?.shown?.attempt.passwordPrompt;
  return { failed: failed.filter(mayWarn), withoutPage: withoutPage.filter(mayWarn), awaited: waiting };
}

/**
 * Whether a change brought a browser's error page that the user has not been warned of. The browser reloads an error
 * page by itself (`net_error_auto_reloader.cc`), and one cause has many errors. So a failure in place, for the same
 * reason or for an unknown one, is the same failure.
 */
export function isNewFailure(before: RunView, after: RunView, tabId: number): boolean {
  const shown = after.tabs[tabId]?.shown;
  if (!shown || !hasBrowserErrorPage(shown.attempt)) return false;
  const { attempt, diagnosis } = shown;
  if (diagnosis.cause === 'none') return false;
  const previous = before.tabs[tabId]?.shown;
  if (!previous || !hasBrowserErrorPage(previous.attempt)) return true;
  // The user was warned already; a later try was stopped.
  if (previous.attempt.requestId === attempt.requestId) return false;
  if (previous.attempt.isRetried || previous.attempt.address !== attempt.address) return true;
  // The browser asked something there: for a password, or whether to send a form again.
  if (previous.diagnosis.cause === 'none' && !previous.diagnosis.isChecking) return true;
  return !attempt.isReload || (!diagnosis.isChecking && !isSameFailure(previous, shown));
}

/**
 * Whether a failure in place of another is the same one. The cause of an error can change with time and probes. The
 * browser does not repeat an error of the certificate by itself (`net_error_auto_reloader.cc`).
 */
function isSameFailure(before: LoadView, after: LoadView): boolean {
  const [{ cause, or }, latest] = [before.diagnosis, after.diagnosis];
  if (cause === latest.cause) return true;
  const { netError, status } = after.attempt;
  const isSameOutcome = before.attempt.netError === netError && before.attempt.status === status;
  const isSecond = netErrorKind(netError) !== 'client-certificate' && (cause === latest.or || or === latest.cause);
  // The announced end of a maintenance may have passed.
  return isSameOutcome && (isSecond || cause === 'maintenance');
}

/**
 * Whether a question of the browser or of the OS may be open: for a certificate, for the PIN of its key (also after a
 * remembered choice), for a password. A click elsewhere can cancel or hide it (M63). A popup would take the keys that
 * are meant for it. It belongs to its tab, so a tab in the background shows none yet.
 */
export function mayShowDialog({ pending, tabs, facts }: RunView, activeTabs: ReadonlySet<number | undefined>): boolean {
  const isInFront = ({ attempt }: LoadView) => activeTabs.has(attempt.tabId);
  const shown = Object.values(tabs).flatMap((tab) => tab.shown ?? []);
  return (
    pending.some(
      (load) =>
        isInFront(load) &&
        (load.diagnosis.cause === 'certificate-waiting' ||
          asksForCertificate(systemOfAddress(load.attempt.address, facts))),
    ) || shown.some((load) => isInFront(load) && isAskingForPassword(load.attempt))
  );
}
