import { isEdge } from '../browser/browser-info.ts';
import { isPrivate } from '../browser/private.ts';
import { type Facts, portal } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import { type Attempt, hasEnded, mayReload } from '../diagnosis/attempt.ts';
import { type Action, CAUSES, type Cause } from '../diagnosis/causes.ts';
import { forgetsDecision } from '../diagnosis/certificate-history.ts';
import { FORM_AGAIN } from '../diagnosis/net-errors.ts';
import { pcClock } from './format.ts';
import { nameOf } from './system-name.ts';
import { keyPart, type TextKey, text } from './text.ts';

const IS_EDGE = isEdge();

/** Restarts the browser with its tabs, so that it forgets its decisions about certificates. Only users can open it. */
export const RESTART_ADDRESS = IS_EDGE ? 'edge://restart' : 'chrome://restart';

/** One step of the advice: its text, the action of its button, and the name of the road that it is, if any. */
export type Step = { words: TextKey; action: Action | null; road?: TextKey };

/**
 * Returns the steps that help with a cause, in this browser and this kind of window. A report to the right desk is
 * always among them. If the load has sent something, the user first checks whether that has arrived.
 * @param attempt the load that failed; absent: none, or any
 */
export function stepsFor(cause: Cause, attempt?: Attempt): Step[] {
  if (attempt?.netError === FORM_AGAIN) return [{ words: 'sent.ended', action: 'openAgain' }];
  const { steps, hasRoads } = CAUSES[cause];
  if (steps.length === 0) return [];
  const advice = steps.flatMap((step, index): Step[] => {
    const known = stepHere(step, cause, attempt);
    const key = (part: 'step' | 'road') => `cause.${keyPart(cause)}.${part}${index + 1}` as TextKey;
    return known ? [{ words: key('step'), ...known, ...(hasRoads && { road: key('road') }) }] : [];
  });
  if (!advice.some(({ action }) => action === 'openReport')) advice.push({ words: 'desk.last', action: 'openReport' });
  if (!attempt?.isPost) return advice;
  return [{ words: hasEnded(attempt) ? 'sent.ended' : 'sent.pending', action: null }, ...advice];
}

/** A step of the table in this browser and this kind of window; `words` only if it has none of its own. */
function stepHere(
  step: (typeof CAUSES)[Cause]['steps'][number],
  cause: Cause,
  attempt: Attempt | undefined,
): (Pick<Step, 'action'> & Partial<Pick<Step, 'words'>>) | undefined {
  // Without a memory of the decision, opening the page again is enough; with one, a restart opens it again by itself.
  const isRemembered = isFromMemory(cause) && !(attempt && forgetsDecision(attempt));
  const retry = attempt && !mayReload(attempt) ? 'openAgain' : 'retry';
  switch (step) {
    case 'resetInEdge':
      return IS_EDGE && isRemembered ? { words: 'restart.reset', action: retry } : undefined;
    case 'copyRestart':
      if (isFromMemory(cause) && !isRemembered) return undefined;
      return isPrivate() ? { words: 'restart.inPrivate', action: null } : { words: 'restart.steps', action: step };
    case 'retry':
      return isRemembered ? undefined : { action: retry };
    case 'openPrivately':
      return isPrivate() ? undefined : { action: step };
    default:
      return { action: step };
  }
}

/** The text of a step, or of another part of the advice on a cause. `now`: ms since the epoch. */
export function adviceText(words: TextKey, cause: Cause, facts: Facts, now: number): string {
  return text(words, {
    window: inBrowser('window'),
    update: inBrowser('update'),
    // Computed only for texts that use it: formatting costs the browser 15 ms.
    get clock() {
      return pcClock(now);
    },
    get desk() {
      return (
        facts.contacts.helpDesk?.name ?? text(`desk.${CAUSES[cause].recipient === 'admin' ? 'admin' : 'callCentre'}`)
      );
    },
  });
}

/** The name of a private window in this browser, or the way to its update. */
export function inBrowser(part: 'window' | 'update'): string {
  return text(`inBrowser.${IS_EDGE ? 'edge' : 'chrome'}.${part}`);
}

/** The title of a cause, in one line. */
export function causeTitle(cause: Cause): string {
  return text(`cause.${keyPart(cause)}.title`);
}

/** Whether the browser's memory of an earlier decision keeps the system from opening. */
export function isFromMemory(cause: Cause): boolean {
  return CAUSES[cause].origin === 'memory';
}

/** Suggests the system that the user of a wrong address probably meant, or else the portal: words and a link. */
export function rightAddress(wrong: string, facts: Facts): { words: string; label: string; address: string } {
  const nearest = nearestSystem(wrong, facts);
  const system = nearest ?? portal(facts);
  const values = { name: nameOf(system), address: system.address };
  const words = text(nearest ? 'cause.wrong_address.step1' : 'nearest.none', values);
  return { words, label: text('action.openSystem', values), address: system.address };
}
