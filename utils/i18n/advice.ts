import { isEdge } from '../browser/browser-info.ts';
import { isPrivate } from '../browser/private.ts';
import { type Facts, portal } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import { type Attempt, hasEnded, mayReload } from '../diagnosis/attempt.ts';
import { type Action, CAUSES, type Cause } from '../diagnosis/causes.ts';
import { forgetsDecision } from '../diagnosis/certificate-history.ts';
import { FORM_AGAIN } from '../diagnosis/net-errors.ts';
import { nameOf } from './system-name.ts';
import { keyPart, type TextKey, text } from './text.ts';

const IS_EDGE = isEdge();

/** Restarts the browser with its tabs, so that it forgets its decisions about certificates. Only users can open it. */
export const RESTART_ADDRESS = IS_EDGE ? 'edge://restart' : 'chrome://restart';

/** One step of the advice: its text, and the action of its button, if any. */
export type Step = { words: TextKey; action: Action | null };

/**
 * Returns the steps that help with a cause, in this browser and this kind of window. Without a restart if the browser
 * forgot its decision with the failure. If the load has sent something, the user first checks whether that has arrived.
 * @param attempt the load that failed; absent: none, or any
 */
export function stepsFor(cause: Cause, attempt?: Attempt): Step[] {
  const steps = CAUSES[cause].steps.flatMap((step, index): Step[] => {
    const words = `cause.${keyPart(cause)}.step${index + 1}` as TextKey;
    if (step === 'onlyInEdge') return IS_EDGE ? [{ words, action: null }] : [];
    if (step === 'openPrivately' && isPrivate()) return [];
    if (step === 'copyRestart' && isFromMemory(cause) && attempt && forgetsDecision(attempt)) return [];
    if (step === 'copyRestart' && isPrivate()) return [{ words: 'private.restart', action: null }];
    return [{ words, action: step === 'retry' && attempt && !mayReload(attempt) ? 'openAgain' : step }];
  });
  if (attempt?.netError === FORM_AGAIN) return [{ words: 'sent.ended', action: 'openAgain' }];
  if (!attempt?.isPost || steps.length === 0) return steps;
  return [{ words: hasEnded(attempt) ? 'sent.ended' : 'sent.pending', action: null }, ...steps];
}

/** The title of a cause, in one line. */
export function causeTitle(cause: Cause): string {
  return text(`cause.${keyPart(cause)}.title`);
}

/** Whether the browser's memory of an earlier decision keeps the system from opening. */
export function isFromMemory(cause: Cause): boolean {
  return cause === 'certificate-missing' || cause === 'certificate-not-chosen';
}

/** Suggests the system that the user of a wrong address probably meant, or else the portal: words and a link. */
export function rightAddress(wrong: string, facts: Facts): { words: string; label: string; address: string } {
  const nearest = nearestSystem(wrong, facts);
  const system = nearest ?? portal(facts);
  const values = { name: nameOf(system), address: system.address };
  const words = text(nearest ? 'cause.wrong_address.step1' : 'nearest.none', values);
  return { words, label: text('action.openSystem', values), address: system.address };
}
