/**
 * Signs: what a page says about why it is not the page one wanted. Pages are read in the content script; only these codes
 * leave it.
 */
export const SIGNS = [
  /** Before "absent": what reads like both has seen a certificate (「証明書は登録されていません」). */
  'certificate-refused',
  'certificate-absent',
  /** It says that a client certificate came and is good, as the check site does. */
  'certificate-present',
  'maintenance',
  'closed',
  'proxy',
  /** It can be worked with: there are fields to type into, or it is far larger than any error page. */
  'interactive',
] as const;
export type Sign = (typeof SIGNS)[number];
