import type { SymptomId } from '../catalog/symptoms.ts';
import type { PanelSection } from '../panel-sections.ts';

/** The action of a step's button. Steps without one happen elsewhere: in Windows, on the phone, at the cable. */
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

/** Who can solve the problem: the call centre (M19) or the institution's own administrators (M22). */
export type Recipient = 'desk' | 'admin';

/** One row of the table of causes. */
export interface CauseRow {
  /**
   * The steps that help, in order: the action of the step's button, or `null`. `onlyInEdge`: a step without a button,
   * for Edge only. The text of step n is `cause.<cause>.step<n>`.
   */
  steps: readonly (Action | null | 'onlyInEdge')[];
  /** The section of the side panel that helps beyond the steps. */
  section: PanelSection;
  /** How users experience it, the likeliest symptom first. */
  symptoms: readonly SymptomId[];
  /** Windows, browser, network, antivirus and policies are the institution's own matter (M22). */
  recipient: Recipient;
  /** The colour of the diagnosis. */
  tone: 'good' | 'waiting' | 'closed' | 'bad';
}

const TABLE = {
  'certificate-missing': {
    steps: ['openSetup', 'copyRestart', 'retry', 'openClientcheck'], // M11, M35–M37, M59, M60, M64
    section: 'setup',
    symptoms: ['notInstalled', 'newPc'],
    recipient: 'desk',
    tone: 'bad',
  },
  'certificate-not-chosen': {
    steps: ['copyRestart', 'retry', 'openPrivately', 'onlyInEdge'], // M62, M63
    section: 'troubles',
    symptoms: ['cancelled', 'hidden', 'okButton'],
    recipient: 'desk',
    tone: 'bad',
  },
  'certificate-rejected': {
    steps: ['openClientcheck', 'copyRestart', 'openSetup'], // M38
    section: 'setup',
    symptoms: ['several', 'since2021'],
    recipient: 'desk',
    tone: 'bad',
  },
  'certificate-waiting': {
    steps: [null, null, 'copyRestart'], // M62, M63, M66
    section: 'troubles',
    symptoms: ['choose', 'okButton', 'hidden'],
    recipient: 'desk',
    tone: 'waiting',
  },
  'certificate-key': {
    steps: ['copyRestart', 'openSetup', 'openReport'], // M55
    section: 'setup',
    symptoms: ['key'],
    recipient: 'admin',
    tone: 'bad',
  },
  'certificate-lost': {
    steps: ['copyRestart', 'retry', 'copyExclusions'], // M67
    section: 'troubles',
    symptoms: ['repeated'],
    recipient: 'admin',
    tone: 'bad',
  },
  'outside-hours': {
    steps: ['retry', null], // M15, M17
    section: 'contact',
    symptoms: ['closed'],
    recipient: 'desk',
    tone: 'closed',
  },
  maintenance: {
    steps: [null, 'retry'], // M16
    section: 'contact',
    symptoms: ['stopped'],
    recipient: 'desk',
    tone: 'bad',
  },
  'clock-wrong': {
    steps: [null, null, 'retry', 'openReport'],
    section: 'check',
    symptoms: ['clock'],
    recipient: 'admin',
    tone: 'bad',
  },
  offline: {
    steps: [null, 'retry'], // M27
    section: 'check',
    symptoms: ['offline'],
    recipient: 'admin',
    tone: 'bad',
  },
  'name-not-found': {
    steps: ['retry', null, 'openReport'],
    section: 'check',
    symptoms: ['offline'],
    recipient: 'admin',
    tone: 'bad',
  },
  'server-unreachable': {
    steps: ['retry', 'openPortal', 'openReport'],
    section: 'check',
    symptoms: ['unreachable'],
    recipient: 'desk',
    tone: 'bad',
  },
  'server-error': {
    steps: ['retry', null, 'openReport'], // M16
    section: 'contact',
    symptoms: ['stopped'],
    recipient: 'desk',
    tone: 'bad',
  },
  'proxy-problem': {
    steps: ['retry', 'openReport'], // M28, M68
    section: 'check',
    symptoms: ['proxy'],
    recipient: 'admin',
    tone: 'bad',
  },
  'tls-intercepted': {
    steps: [null, 'copyExclusions', 'retry'], // M29, M67
    section: 'troubles',
    symptoms: ['intercepted'],
    recipient: 'admin',
    tone: 'bad',
  },
  'tls-unsupported': {
    steps: [null, 'retry', 'openReport'], // M24, M30
    section: 'check',
    symptoms: ['outdated'],
    recipient: 'admin',
    tone: 'bad',
  },
  blocked: {
    steps: ['openReport', 'retry'],
    section: 'contact',
    symptoms: ['blocked'],
    recipient: 'admin',
    tone: 'bad',
  },
  'wrong-address': {
    steps: ['openSystem', null], // M13, M33
    section: 'systems',
    symptoms: ['address'],
    recipient: 'desk',
    tone: 'bad',
  },
  'load-stuck': {
    steps: ['retry', 'copyRestart', null], // M71
    section: 'troubles',
    symptoms: ['endless', 'blank'],
    recipient: 'desk',
    tone: 'bad',
  },
  unknown: {
    steps: ['retry', 'openPortal', 'openReport'],
    section: 'check',
    symptoms: [],
    recipient: 'desk',
    tone: 'bad',
  },
  none: {
    steps: [],
    section: 'systems',
    symptoms: [],
    recipient: 'desk',
    tone: 'good',
  },
} satisfies Record<string, CauseRow>;

/** Every answer of `diagnose`. The codes are part of the contract with tests and administrators: keep them. */
export type Cause = keyof typeof TABLE;

/** Everything that depends on a cause alone, apart from its texts (`cause.<cause>.…`) and its rules (`rules/`). */
export const CAUSES: Readonly<Record<Cause, CauseRow>> = TABLE;

/** The codes of all causes. */
export const CAUSE_CODES = Object.keys(TABLE) as Cause[];
