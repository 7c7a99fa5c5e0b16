/**
 * The evidence of a diagnosis, by its source. Each code is one plain line on the card: the locale text
 * `evidence.<code>`, with the placeholders `{code}` (error or status), `{seconds}` and `{clock}`.
 */
export const EVIDENCE = Object.values({
  outcome: ['error', 'status'],
  page: ['said-absent', 'said-refused', 'said-maintenance', 'said-closed', 'said-proxy', 'said-error'],
  certificateProbe: ['usable-here', 'accepted-here', 'refused-here', 'absent-here'],
  history: ['opened-earlier', 'accepted-earlier', 'refused-earlier', 'present-earlier', 'absent-earlier', 'remembered'],
  duration: ['took-long', 'at-once', 'waited'],
  otherProbes: ['portal-opens', 'portal-fails', 'asks-for-choice', 'answers-others', 'answers-nobody'],
  clock: ['clock-off', 'clock-right', 'hour'],
  administrator: ['announced', 'renewed'],
  address: ['no-such-system', 'plain-http'],
} as const).flat();

export type Evidence = (typeof EVIDENCE)[number];
