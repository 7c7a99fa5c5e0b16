import type { Cause } from './diagnosis/causes.ts';

/** The parts of the side panel, in the order in which it offers them. */
export const PLACES = ['systems', 'setup', 'troubles', 'check', 'handling', 'contact'] as const;

export type Place = (typeof PLACES)[number];

/** Where someone goes on who needs more than the steps on the card. In a file of its own, because the worker can do without it. */
export const PLACE_OF: Record<Cause, Place> = {
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

/** Makes a place out of anything at all; `undefined` if it is none. */
export function parsePlace(value: unknown): Place | undefined {
  return PLACES.find((place) => place === value);
}
