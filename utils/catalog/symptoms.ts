import type { Cause } from '../diagnosis/causes.ts';
import type { PanelSection } from '../panel-sections.ts';

/** The groups of symptoms, in the order in which they are shown. */
export const SYMPTOM_GROUPS = ['dialog', 'certificate', 'login', 'loading', 'pc', 'system'] as const;

/**
 * What stands below a step: the restart of the browser (which has words of its own, the same everywhere), addresses to copy
 * or to open, or another part of the panel.
 */
export type Help =
  | 'restart'
  | 'exclusions'
  | 'addresses'
  | 'clientcheck'
  | 'portal'
  | 'chrome'
  | Extract<PanelSection, 'setup' | 'check' | 'contact'>;

interface Row {
  id: string;
  group: (typeof SYMPTOM_GROUPS)[number];
  /** One entry a step. */
  steps: readonly (Help | null)[];
}

/**
 * The manual's troubles as people put them (M62–M72), and the errors by which browsers call them. The words are locale texts:
 * `trouble.<id>.title`, `.step<n>` (none for a restart), `.reason`, and `.words`, by which it is found besides its title.
 */
export const SYMPTOMS = [
  { id: 'choose', group: 'dialog', steps: [null, null] }, // M62, M63
  { id: 'okButton', group: 'dialog', steps: [null, null] }, // M62, M70
  { id: 'hidden', group: 'dialog', steps: [null, 'restart', null] }, // M63, M66
  { id: 'cancelled', group: 'dialog', steps: ['restart', null] }, // M63
  { id: 'several', group: 'dialog', steps: ['clientcheck', 'restart', null] }, // M38
  { id: 'skipped', group: 'dialog', steps: [null] }, // M65
  { id: 'notInstalled', group: 'certificate', steps: ['restart', null, 'setup'] }, // M11, M64
  { id: 'badCertificate', group: 'certificate', steps: [null, 'setup'] },
  { id: 'cutOff', group: 'certificate', steps: ['restart', null, 'setup'] },
  { id: 'repeated', group: 'certificate', steps: ['exclusions', null] }, // M14, M29, M67
  { id: 'since2021', group: 'certificate', steps: ['setup'] }, // M38, M69
  { id: 'newPc', group: 'certificate', steps: ['setup'] }, // M35–M37
  { id: 'key', group: 'certificate', steps: ['restart', 'setup', null] }, // M22, M53
  { id: 'noLogin', group: 'login', steps: ['clientcheck', null, null] }, // M15–M17, M68
  { id: 'password', group: 'login', steps: [null, null] }, // M68
  { id: 'users', group: 'login', steps: [null, null] }, // M72
  { id: 'endless', group: 'loading', steps: ['restart', null, 'chrome'] }, // M32, M71
  { id: 'blank', group: 'loading', steps: [null, 'restart', 'check'] },
  { id: 'unreachable', group: 'loading', steps: [null, 'portal', 'check'] }, // M22
  { id: 'offline', group: 'loading', steps: [null, null, 'check'] }, // M22, M27
  { id: 'clock', group: 'pc', steps: [null, null, null] },
  { id: 'intercepted', group: 'pc', steps: [null, 'exclusions'] }, // M14, M29
  { id: 'proxy', group: 'pc', steps: [null, null] }, // M28, M68
  { id: 'outdated', group: 'pc', steps: [null, null, 'check'] }, // M24, M25, M30, M31
  { id: 'blocked', group: 'pc', steps: [null, null] }, // M22
  { id: 'closed', group: 'system', steps: [null, null] }, // M15, M17
  { id: 'stopped', group: 'system', steps: ['portal', null, 'contact'] }, // M16
  { id: 'address', group: 'system', steps: ['addresses', null] }, // M01–M13, M33
] as const satisfies readonly Row[];

export type SymptomId = (typeof SYMPTOMS)[number]['id'];

/** What people meet whose load has failed for this cause, the likeliest first. */
export const SYMPTOMS_OF: Record<Cause, readonly SymptomId[]> = {
  'certificate-missing': ['notInstalled', 'newPc'],
  'certificate-not-chosen': ['cancelled', 'hidden', 'okButton'],
  'certificate-rejected': ['several', 'since2021'],
  'certificate-waiting': ['choose', 'okButton', 'hidden'],
  'certificate-key': ['key'],
  'certificate-lost': ['repeated'],
  'outside-hours': ['closed'],
  maintenance: ['stopped'],
  'clock-wrong': ['clock'],
  offline: ['offline'],
  'name-not-found': ['offline'],
  'server-unreachable': ['unreachable'],
  'server-error': ['stopped'],
  'proxy-problem': ['proxy'],
  'tls-intercepted': ['intercepted'],
  'tls-unsupported': ['outdated'],
  blocked: ['blocked'],
  'wrong-address': ['address'],
  'load-stuck': ['endless', 'blank'],
  unknown: [],
  none: [],
};

/** Errors with a symptom of their own: what helps differs in whether the browser remembers its decision (`forgetsDecision`). */
const SYMPTOM_OF_ERROR: ReadonlyMap<string, SymptomId> = new Map([
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'badCertificate'],
  ['ERR_SOCKET_NOT_CONNECTED', 'cutOff'],
]);

/**
 * The symptoms that belong to a failed load, the likeliest first. `netError`: `ERR_…`, if it ended in one; it only counts where
 * no certificate was sent, since the same errors come for other reasons.
 */
export function symptomsOf(cause: Cause, netError?: string): SymptomId[] {
  const isUnsent = cause === 'certificate-missing' || cause === 'certificate-not-chosen';
  const ofError = isUnsent ? SYMPTOM_OF_ERROR.get(netError ?? '') : undefined;
  return [...(ofError ? [ofError] : []), ...SYMPTOMS_OF[cause]];
}
