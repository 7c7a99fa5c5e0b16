/**
 * The evidence of a diagnosis. Each code is one plain line on the card: the locale text `evidence.<code>`, with the
 * placeholders `{code}` (error or status), `{seconds}` and `{clock}`.
 */
export const EVIDENCE = [
  /** The browser's error, or the status of the answer. */
  'error',
  'status',
  /** Statements of the page. */
  'said-absent',
  'said-refused',
  'said-maintenance',
  'said-closed',
  'said-proxy',
  /** The certificate on this PC, as a probe shows it. */
  'usable-here',
  'accepted-here',
  'refused-here',
  'absent-here',
  /** Events earlier in this browser run. */
  'opened-earlier',
  'accepted-earlier',
  'refused-earlier',
  'present-earlier',
  'remembered',
  /** The duration of the load. */
  'took-long',
  'at-once',
  'waited',
  /** Results of probes of the portal and of the system. */
  'portal-opens',
  'portal-fails',
  'asks-for-choice',
  'answers-others',
  'answers-nobody',
  /** The PC's clock compared with the servers', and the hour. */
  'clock-off',
  'clock-right',
  'hour',
  /** Announcements of an administrator: maintenance at this time, and the renewal of certificates. */
  'announced',
  'renewed',
  'no-such-system',
  'plain-http',
] as const;

export type Evidence = (typeof EVIDENCE)[number];
