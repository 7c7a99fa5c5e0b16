/** Signs: reasons that a page gives for its own failure. Only these codes leave the page, never text. */
export const SIGNS = [
  'certificate-refused',
  'certificate-absent',
  /** The page confirms a good client certificate, as the check site does. */
  'certificate-present',
  'maintenance',
  'closed',
  'proxy',
  /** The server has failed, though its page has a success status. */
  'server-error',
  /** The page refuses (4xx) for a reason of its own: an address, a rule, a session, a right. */
  'other-reason',
  /** The page has fields to work with, or is far larger than any error page. */
  'interactive',
] as const;
export type Sign = (typeof SIGNS)[number];

/** Max number of elements of an error page. A page with more is interactive. */
export const MAX_ELEMENTS = 300;
