import type { Cause } from './diagnosis/causes.ts';

/** The sections of the side panel, in the order of its buttons. */
export const PANEL_SECTIONS = ['systems', 'setup', 'troubles', 'check', 'handling', 'contact'] as const;

export type PanelSection = (typeof PANEL_SECTIONS)[number];

/** Where someone goes on who needs more than the steps on the card. In a file of its own, because the worker can do without it. */
export const PLACE_OF: Record<Cause, PanelSection> = {
  'certificate-missing': 'setup',
  'certificate-not-chosen': 'troubles',
  'certificate-rejected': 'setup',
  'certificate-waiting': 'troubles',
  'certificate-key': 'setup',
  'certificate-lost': 'troubles',
  'outside-hours': 'contact',
  maintenance: 'contact',
  'clock-wrong': 'check',
  offline: 'check',
  'name-not-found': 'check',
  'server-unreachable': 'check',
  'server-error': 'contact',
  'proxy-problem': 'check',
  'tls-intercepted': 'troubles',
  'tls-unsupported': 'check',
  blocked: 'contact',
  'wrong-address': 'systems',
  'load-stuck': 'troubles',
  unknown: 'check',
  none: 'systems',
};

/** Checks a value of unknown origin; `undefined` if it names no section. */
export function parsePanelSection(value: unknown): PanelSection | undefined {
  return PANEL_SECTIONS.find((section) => section === value);
}
