/** Signs: reasons that a page gives for its own failure. Only these codes leave the content script, never text. */
export const SIGNS = [
  /** Before "absent": a phrase that fits both describes a certificate that came (「証明書は登録されていません」). */
  'certificate-refused',
  'certificate-absent',
  /** The page confirms a good client certificate, as the check site does. */
  'certificate-present',
  'maintenance',
  'closed',
  'proxy',
  /** The page has fields to fill in, or is far larger than any error page. */
  'interactive',
] as const;
export type Sign = (typeof SIGNS)[number];

/** Max number of elements of an error page. A page with more is interactive. */
export const MAX_ELEMENTS = 300;
