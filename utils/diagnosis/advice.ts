import type { Cause } from './causes.ts';

/** What a step's button does. Steps without one are done elsewhere: in Windows, on the phone, at the cable. */
export type Action =
  | 'retry'
  | 'openSystem'
  | 'openPortal'
  | 'openClientcheck'
  | 'openManual'
  | 'copyRestart'
  | 'copyExclusions'
  | 'copyError'
  | 'mailOperations';

/**
 * The steps that mend each cause, in order: one entry a step, with the action of its button or `null`. The words of step
 * n are the locale text `cause.<cause>.step<n>`.
 */
export const ADVICE: Record<Cause, readonly (Action | null)[]> = {
  'certificate-missing': ['copyRestart', 'retry', 'openClientcheck', 'openManual'], // M11, M35–M37, M59, M60, M64
  'certificate-not-chosen': ['copyRestart', 'retry', null], // M62, M63
  'certificate-rejected': ['openClientcheck', 'copyRestart', 'openManual', 'mailOperations'], // M38, M49
  'certificate-waiting': [null, null, 'copyRestart'], // M62, M63, M66
  'certificate-key': ['copyRestart', 'openManual', 'copyError'], // M55
  'certificate-lost': ['copyRestart', 'retry', 'copyExclusions'], // M67
  'outside-hours': ['retry', null], // M15, M17
  maintenance: [null, 'retry'], // M16
  'clock-wrong': [null, null, 'retry', 'copyError'],
  offline: [null, 'retry'], // M27
  'name-not-found': ['retry', null, 'copyError'],
  'server-unreachable': ['retry', 'openPortal', 'copyError'],
  'server-error': ['retry', null, 'copyError'], // M16
  'proxy-problem': ['retry', 'copyError'], // M28, M68
  'tls-intercepted': [null, 'copyExclusions', 'retry'], // M29, M67
  'tls-unsupported': [null, 'retry', 'copyError'], // M24, M30
  blocked: ['copyError', 'retry'],
  'wrong-address': ['openSystem', null], // M13, M33
  'load-stuck': ['retry', 'copyRestart', null], // M71
  unknown: ['retry', 'openPortal', 'copyError'],
  none: [],
};

/**
 * The address that ends every process of the browser and starts it again, with its tabs; only then does it decide anew about
 * certificates. Extensions can't open it, people can.
 */
export const RESTART_ADDRESS = navigator.userAgent.includes('Edg/') ? 'edge://restart' : 'chrome://restart';
