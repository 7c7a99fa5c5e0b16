import { isPrivate } from '../browser/private-window.ts';
import { isEdge } from '../browser/which-browser.ts';
import { callCentreState } from '../catalog/call-centre-hours.ts';
import { type Facts, portal, systemById } from '../catalog/facts.ts';
import { nearestSystem } from '../catalog/nearest.ts';
import { asksForCertificate, type SystemId } from '../catalog/systems.ts';
import { type Attempt, hasEnded, mayHaveSent, mayReload } from '../diagnosis/attempt.ts';
import { type Action, CAUSES, type Cause } from '../diagnosis/causes.ts';
import { forgetsDecision } from '../diagnosis/certificate-history.ts';
import { isClockOff } from '../diagnosis/clock.ts';
import { FORM_AGAIN } from '../diagnosis/net-errors.ts';
import { clockTrouble, pcClock } from './format.ts';
import { nameOf } from './system-name.ts';
import { keyPart, type TextKey, text } from './text.ts';

const IS_EDGE = isEdge();

const WORD_JOINER = '\u2060';

/** Restarts the browser with its tabs, so that it forgets its decisions about certificates. Only users can open it. */
export const RESTART_ADDRESS = IS_EDGE ? 'edge://restart' : 'chrome://restart';

/** One step of the advice. */
export interface Step {
  words: TextKey;
  /** The text around its words if it is not for all: its placeholder is `{step}`. */
  condition?: TextKey;
  action: Action | null;
  /** A second button, for the same person. */
  also?: Action;
  /** The name of the road that it is. */
  road?: TextKey;
}

/**
 * Returns the steps that help with a cause, in this browser and this kind of window. A report to the right desk is
 * always among them. If the load has sent something, the user first checks whether that has arrived.
 * @param attempt the load that failed; absent: none, or any
 * @param isOpen whether it is within the service hours now
 */
export function stepsFor(cause: Cause, attempt?: Attempt, isOpen = false): Step[] {
  if (attempt?.netError === FORM_AGAIN) return [{ words: 'sent.ended', action: 'openAgain' }];
  const { steps, hasRoads } = CAUSES[cause];
  if (steps.length === 0) return [];
  const advice = steps.flatMap((step, index): Step[] => {
    const known = stepHere(step, cause, attempt, isOpen);
    const key = (part: 'step' | 'road') => `cause.${keyPart(cause)}.${part}${index + 1}` as TextKey;
    return known ? [{ words: key('step'), ...known, ...(hasRoads && { road: key('road') }) }] : [];
  });
  if (!advice.some(({ action, also }) => action === 'openReport' || also === 'openReport'))
    advice.push({ words: 'desk.last', action: 'openReport' });
  if (!attempt?.isPost) return advice;
  if (!hasEnded(attempt)) return [{ words: 'sent.pending', action: null }, ...advice];
  // The user can check what has arrived only once the system opens.
  return [{ words: cause === 'outside-hours' && !isOpen ? 'sent.closed' : 'sent.ended', action: null }, ...advice];
}

/** A step of the table in this browser and this kind of window; `words` only if it has none of its own. */
function stepHere(
  step: (typeof CAUSES)[Cause]['steps'][number],
  cause: Cause,
  attempt: Attempt | undefined,
  isOpen: boolean,
): (Pick<Step, 'action'> & Partial<Step>) | undefined {
  // Without a memory of the decision, opening the page again is enough; with one, a restart opens it again by itself.
  const isRemembered = isFromMemory(cause) && !(attempt && forgetsDecision(attempt));
  const retry = attempt && !mayReload(attempt) ? 'openAgain' : 'retry';
  const ifSent = attempt && !attempt.isPost && mayHaveSent(attempt) && { condition: 'sent.perhaps' as const };
  const { recipient, restartIf, steps } = CAUSES[cause];
  const canReset = IS_EDGE && isRemembered && steps.includes('resetInEdge');
  switch (step) {
    case 'resetInEdge':
      return canReset ? { words: 'restart.reset', action: retry } : undefined;
    case 'copyRestart':
      if (isFromMemory(cause) && !isRemembered) return undefined;
      return {
        ...(restartIf && { condition: `restart.if${restartIf}` as const }),
        ...(canReset && { condition: 'restart.ifNotReset' as const }),
        ...(isPrivate() ? { words: 'restart.inPrivate', action: null } : { words: 'restart.steps', action: step }),
      };
    case 'compareClock':
      return isClockOff(attempt?.clockOffset) ? undefined : { action: null };
    case 'untilOpen':
      return isOpen ? undefined : { action: null };
    case 'onceOpen':
      return isOpen ? { action: retry, ...ifSent } : undefined;
    case 'reportOnceOpen':
      return isOpen ? undefined : { action: 'openReport' };
    case 'copyExclusions':
      // The request and the report go to the same person.
      return { action: step, ...(recipient === 'admin' && { also: 'openReport' }) };
    case 'retry':
      return isRemembered ? undefined : { action: retry, ...ifSent };
    case 'openPrivately':
      return isPrivate() || !isRemembered ? undefined : { action: step };
    default:
      return { action: step };
  }
}

/** The whole text of a step. `now`: ms since the epoch. */
export function stepText({ words, condition }: Step, cause: Cause, facts: Facts, now: number): string {
  const step = adviceText(words, cause, facts, now);
  return condition ? text(condition, { step }) : step;
}

/** What the copied address for a restart is, and what helps if it does nothing. */
export function restartHelp(): string {
  return text('restart.otherwise', { restart: RESTART_ADDRESS });
}

/** Words of a step, or of another part of the advice on a cause. `now`: ms since the epoch. */
export function adviceText(words: TextKey, cause: Cause, facts: Facts, now: number): string {
  return text(words, {
    window: inBrowser('window'),
    update: inBrowser('update'),
    // Computed only for texts that use it: formatting costs the browser 15 ms.
    get clock() {
      return pcClock(now);
    },
    get desk() {
      const { helpDesk, desk } = facts.contacts;
      if (helpDesk) return helpDesk.name;
      if (CAUSES[cause].recipient === 'admin') return text('desk.admin');
      // No line ends within the number.
      const phone = desk.phone.replaceAll('-', `-${WORD_JOINER}`);
      return text(callCentreState(now).open ? 'desk.callCentre' : 'desk.callCentreLater', { phone });
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

/** The title of a failure: more precise than its cause where more is known. `isOpen`: as in `stepsFor`. */
export function failureTitle(cause: Cause, { clockOffset }: Attempt, isOpen: boolean): string {
  if (cause === 'clock-wrong' && isClockOff(clockOffset)) return clockTrouble(clockOffset);
  return cause === 'outside-hours' && isOpen ? text('popup.wasClosed') : causeTitle(cause);
}

/**
 * Which certificate to choose in the dialog after a restart; `""` if the system asks for none.
 * @param system the system that is opened then; `""`: any
 */
export function choiceText(system: SystemId | '', facts: Facts, cause?: Cause): string {
  const known = systemById(system, facts);
  if (known && !asksForCertificate(known)) return '';
  return text(cause === 'certificate-rejected' ? 'restart.chooseNewest' : 'restart.choose');
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
