/**
 * What a diagnosis can rest on. Each is one plain line for whoever wants to judge it: the locale text `evidence.<code>`, with
 * `{code}` (error or status), `{seconds}` and `{clock}` filled in.
 */
export const EVIDENCE = [
  /** The browser's error, or the status of the answer. */
  'error',
  'status',
  /** What the page itself said. */
  'said-absent',
  'said-refused',
  'said-maintenance',
  'said-closed',
  'said-proxy',
  /** What a probe has shown of the certificate on this PC. */
  'usable-here',
  'accepted-here',
  'refused-here',
  'absent-here',
  /** What happened earlier in this browser run. */
  'opened-earlier',
  'accepted-earlier',
  'refused-earlier',
  'present-earlier',
  'remembered',
  /** How long the load took. */
  'took-long',
  'at-once',
  'waited',
  /** What probes of the portal, and of the system itself, have met. */
  'portal-opens',
  'portal-fails',
  'asks-for-choice',
  'answers-others',
  'answers-nobody',
  /** The clock of the PC against that of the servers, and the hour. */
  'clock-off',
  'clock-right',
  'hour',
  /** What an administrator has announced: maintenance at this time, and that older certificates count no more. */
  'announced',
  'renewed',
  'no-such-system',
  'plain-http',
] as const;

export type Evidence = (typeof EVIDENCE)[number];
