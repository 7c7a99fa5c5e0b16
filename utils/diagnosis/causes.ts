import type { SymptomId } from '../catalog/symptoms.ts';
import type { PanelSection } from '../panel-sections.ts';

/**
 * The action of a step's button. Steps without one happen elsewhere: in Windows, on the phone, at the cable.
 * `openAgain` replaces `retry` where a reload could do harm: it opens a new tab.
 */
export type Action =
  | ('retry' | 'openAgain' | 'openSystem' | 'openPortal' | 'openSetup' | 'showTab')
  | ('copyRestart' | 'openPrivately' | 'copyExclusions' | 'openReport');

/** Who can solve the problem: the call centre (M19) or the institution's own administrators (M22). */
export type Recipient = 'desk' | 'admin';

/**
 * A step is named by its button (`null`: it has none). Some steps are for some cases only. `resetInEdge`: for Edge.
 * `compareClock`: while the error of the PC's clock is unknown. `onceOpen`: within the service hours. `untilOpen`,
 * `reportOnceOpen`: outside them.
 */
type TableStep = Action | null | 'resetInEdge' | 'compareClock' | 'untilOpen' | 'onceOpen' | 'reportOnceOpen';

interface CauseRow {
  /** The section of the side panel that helps beyond the steps. */
  section: PanelSection;
  /** Windows, browser, network, antivirus and policies are the institution's own matter (M22). */
  recipient: Recipient;
  /** The colour of the diagnosis; absent: `bad`. */
  tone?: 'good' | 'waiting' | 'closed';
  /** The certificate on this PC. `undecided`: the cause does not show it. Absent: it is not about certificates. */
  certificate?: 'present' | 'absent' | 'undecided';
  /** `memory`: the browser sends no certificate, and remembers that until it ends. `inspection`: one of TLS (M29). */
  origin?: 'memory' | 'inspection';
  /** How users experience it, the likeliest symptom first. */
  symptoms: readonly SymptomId[];
  /** The steps that help, the best first. `stepsFor` adds the report. */
  steps: readonly TableStep[];
  /** The condition of a restart of the browser: the text `restart.if<…>`. */
  restartIf?: 'StillFails' | 'NoDialog';
  /** The reason reassures, so it stands above the steps. */
  isReasonFirst?: true;
  /** The details add what the evidence does not show: `cause.<cause>.detail`. */
  hasDetail?: true;
  /** The user takes one step, by its name (`cause.<cause>.road<n>`), in place of all in their order. */
  hasRoads?: true;
}

// biome-ignore format: a cause in two or three lines keeps the table short.
const TABLE = {
  'certificate-missing': { section: 'setup', recipient: 'desk', certificate: 'absent', origin: 'memory',
    symptoms: ['notInstalled', 'newPc'], hasRoads: true,
    steps: ['openSetup', 'copyRestart', 'retry', 'copyExclusions'] }, // M11, M29, M35–M37, M59, M64, M67
  'certificate-not-chosen': { section: 'troubles', recipient: 'desk', certificate: 'present',
    origin: 'memory', symptoms: ['cancelled', 'hidden', 'okButton'], isReasonFirst: true,
    steps: ['resetInEdge', 'copyRestart', 'retry', 'openPrivately'] }, // M62, M63
  'certificate-rejected': { section: 'setup', recipient: 'desk', certificate: 'present',
    symptoms: ['several', 'since2021'], hasDetail: true, steps: ['copyRestart', 'openSetup'] }, // M38
  'certificate-waiting': { section: 'troubles', recipient: 'desk', tone: 'waiting', certificate: 'undecided',
    symptoms: ['choose', 'okButton', 'hidden'], restartIf: 'NoDialog',
    steps: ['showTab', null, 'copyRestart'] }, // M62, M63, M66
  'certificate-key': { section: 'setup', recipient: 'admin', certificate: 'present',
    symptoms: ['key'], steps: ['copyRestart', 'openSetup'] }, // M55
  'certificate-lost': { section: 'troubles', recipient: 'admin', certificate: 'present',
    origin: 'inspection', symptoms: ['repeated'], hasDetail: true, isReasonFirst: true, restartIf: 'StillFails',
    steps: ['retry', 'copyRestart', 'copyExclusions'] }, // M67
  'outside-hours': { section: 'contact', recipient: 'desk', tone: 'closed',
    symptoms: ['closed'], steps: ['untilOpen', 'onceOpen', 'reportOnceOpen'] }, // M15, M18
  maintenance: { section: 'contact', recipient: 'desk',
    symptoms: ['stopped'], isReasonFirst: true, steps: ['openPortal', 'retry'] }, // M16
  'clock-wrong': { section: 'check', recipient: 'admin', symptoms: ['clock'], steps: ['compareClock', null, 'retry'] },
  offline: { section: 'check', recipient: 'admin', symptoms: ['offline'], steps: [null, 'retry'] }, // M27
  'name-not-found': { section: 'check', recipient: 'admin', symptoms: ['offline'], steps: ['retry', null] },
  'server-unreachable': { section: 'check', recipient: 'desk',
    symptoms: ['unreachable'], steps: ['retry', 'openPortal'] },
  'server-error': { section: 'contact', recipient: 'desk',
    symptoms: ['stopped'], isReasonFirst: true, steps: ['retry', 'openPortal'] }, // M16
  'proxy-problem': { section: 'check', recipient: 'admin', symptoms: ['proxy'], steps: ['retry', null] }, // M28, M68
  'tls-intercepted': { section: 'troubles', recipient: 'admin', origin: 'inspection',
    symptoms: ['intercepted'], steps: [null, 'copyExclusions', 'retry'] }, // M29, M67
  'tls-unsupported': { section: 'check', recipient: 'admin',
    symptoms: ['outdated'], steps: ['openReport', null, 'retry'] }, // M24, M30, M31
  blocked: { section: 'contact', recipient: 'admin', symptoms: ['blocked'], steps: ['openReport', 'retry'] },
  'wrong-address': { section: 'systems', recipient: 'desk',
    symptoms: ['address'], steps: ['openSystem', null] }, // M13, M33
  'load-stuck': { section: 'troubles', recipient: 'desk',
    symptoms: ['endless', 'blank'], restartIf: 'StillFails', steps: ['retry', 'copyRestart', null] }, // M71
  unknown: { section: 'check', recipient: 'desk', symptoms: [], steps: ['retry', 'openPortal'] },
  none: { section: 'systems', recipient: 'desk', tone: 'good', symptoms: [], steps: [] },
} satisfies Record<string, CauseRow>;

/** Every answer of `diagnose`. The codes are part of the contract with tests and administrators: keep them. */
export type Cause = keyof typeof TABLE;

/** Everything that depends on a cause alone, apart from its texts (`cause.<cause>.…`) and its rules (`rules/`). */
export const CAUSES: Readonly<Record<Cause, CauseRow>> = TABLE;

/** Errors with a symptom of their own, which differ in whether the browser forgets its decision (`forgetsDecision`). */
const SYMPTOM_BY_ERROR: ReadonlyMap<string | undefined, SymptomId> = new Map([
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'badCertificate'],
  ['ERR_SOCKET_NOT_CONNECTED', 'cutOff'],
]);

/** Returns the symptoms of a failed load, the likeliest first. `netError`: Chromium's error, `ERR_…`. */
export function symptomsOf(cause: Cause, netError?: string): SymptomId[] {
  const { origin, symptoms } = CAUSES[cause];
  // The error counts only if the browser sent no certificate: otherwise it has other reasons.
  const symptom = origin === 'memory' ? SYMPTOM_BY_ERROR.get(netError) : undefined;
  return [...(symptom ? [symptom] : []), ...symptoms];
}
