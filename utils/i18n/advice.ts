import { isEdge } from '../browser/browser-info.ts';
import type { Cause } from '../diagnosis/causes.ts';
import { keyPart, type TextKey } from './text.ts';

/** What a step's button does. Steps without one are done elsewhere: in Windows, on the phone, at the cable. */
export type Action =
  | 'retry'
  | 'openSystem'
  | 'openPortal'
  | 'openClientcheck'
  | 'openSetup'
  | 'copyRestart'
  | 'openPrivately'
  | 'copyExclusions'
  | 'openReport';

/**
 * The steps that mend each cause, in order: one entry a step, with the action of its button or `null`. The words of step
 * n are the locale text `cause.<cause>.step<n>`. `onlyInEdge`: a step without a button that only Edge has.
 */
export const ADVICE: Record<Cause, readonly (Action | null | 'onlyInEdge')[]> = {
  'certificate-missing': ['openSetup', 'copyRestart', 'retry', 'openClientcheck'], // M11, M35–M37, M59, M60, M64
  'certificate-not-chosen': ['copyRestart', 'retry', 'openPrivately', 'onlyInEdge'], // M62, M63
  'certificate-rejected': ['openClientcheck', 'copyRestart', 'openSetup'], // M38
  'certificate-waiting': [null, null, 'copyRestart'], // M62, M63, M66
  'certificate-key': ['copyRestart', 'openSetup', 'openReport'], // M55
  'certificate-lost': ['copyRestart', 'retry', 'copyExclusions'], // M67
  'outside-hours': ['retry', null], // M15, M17
  maintenance: [null, 'retry'], // M16
  'clock-wrong': [null, null, 'retry', 'openReport'],
  offline: [null, 'retry'], // M27
  'name-not-found': ['retry', null, 'openReport'],
  'server-unreachable': ['retry', 'openPortal', 'openReport'],
  'server-error': ['retry', null, 'openReport'], // M16
  'proxy-problem': ['retry', 'openReport'], // M28, M68
  'tls-intercepted': [null, 'copyExclusions', 'retry'], // M29, M67
  'tls-unsupported': [null, 'retry', 'openReport'], // M24, M30
  blocked: ['openReport', 'retry'],
  'wrong-address': ['openSystem', null], // M13, M33
  'load-stuck': ['retry', 'copyRestart', null], // M71
  unknown: ['retry', 'openPortal', 'openReport'],
  none: [],
};

const IS_EDGE = isEdge();

/**
 * The address that ends every process of the browser and starts it again, with its tabs; only then does it decide anew about
 * certificates. Extensions can't open it, people can.
 */
export const RESTART_ADDRESS = IS_EDGE ? 'edge://restart' : 'chrome://restart';

/** One step of the advice: its text, and the action of its button, if it has one. */
export interface Step {
  words: TextKey;
  action: Action | null;
}

/**
 * The steps that mend a cause, in this browser. `hasForgotten`: the browser has forgotten with the failure what it decided
 * about the certificate (`forgetsDecision`); it asks again by itself, and need not be restarted for that.
 */
export function stepsFor(cause: Cause, hasForgotten = false): Step[] {
  return ADVICE[cause].flatMap((step, index) => {
    const words = `cause.${keyPart(cause)}.step${index + 1}` as TextKey;
    if (step === 'onlyInEdge') return IS_EDGE ? [{ words, action: null }] : [];
    if (hasForgotten && isFromMemory(cause) && step === 'copyRestart') return [];
    return [{ words, action: step }];
  });
}

/** Whether it is the browser's memory of an earlier decision that keeps a system from opening, as long as it has it. */
export function isFromMemory(cause: Cause): boolean {
  return cause === 'certificate-missing' || cause === 'certificate-not-chosen';
}
