import type { PanelSection } from '../panel-sections.ts';

/** The groups of symptoms, in the order of the section. */
export const SYMPTOM_GROUPS = ['dialog', 'certificate', 'login', 'loading', 'pc', 'system'] as const;

/** Help below a step: the browser's restart, addresses to copy or to open, or another section of the panel. */
export type Help =
  | ('restart' | 'resetInEdge' | 'exclusions' | 'addresses' | 'clientcheck' | 'portal' | 'chrome')
  | Extract<PanelSection, 'setup' | 'check' | 'contact'>;

/**
 * The manual's troubles in users' words (M62–M72); one entry of `steps` per step. Their texts are in the locales:
 * `trouble.<id>.title`, `.reason`, `.step<n>` (none for a restart or a reset), and `.words`. These are the words that
 * the search finds besides the title. What browsers print and products are called is in `symptom-words.ts`.
 */
export const SYMPTOMS = [
  { id: 'choose', group: 'dialog', steps: [null, null] }, // M62, M63
  { id: 'okButton', group: 'dialog', steps: [null, null] }, // M62, M70
  { id: 'hidden', group: 'dialog', steps: [null, 'restart', null] }, // M63, M66
  { id: 'cancelled', group: 'dialog', steps: ['resetInEdge', 'restart'] }, // M63
  { id: 'several', group: 'dialog', steps: ['resetInEdge', 'restart', null, 'setup'] }, // M38
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
  { id: 'updated', group: 'pc', steps: [null, null, 'check'] }, // M30
  { id: 'blocked', group: 'pc', steps: [null, null] }, // M22
  { id: 'closed', group: 'system', steps: [null, null] }, // M15, M17
  { id: 'stopped', group: 'system', steps: ['portal', null, 'contact'] }, // M16
  { id: 'address', group: 'system', steps: ['addresses', null] }, // M01–M13, M33
] as const satisfies readonly { id: string; group: (typeof SYMPTOM_GROUPS)[number]; steps: readonly (Help | null)[] }[];

export type SymptomId = (typeof SYMPTOMS)[number]['id'];
