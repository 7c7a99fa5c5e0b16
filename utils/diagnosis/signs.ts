/**
 * Signs: what a page says about why it is not the page one wanted. Pages are read in the content script; only these codes
 * leave it.
 */
export const SIGNS = ['certificate-absent', 'certificate-refused', 'maintenance', 'closed', 'proxy'] as const;
export type Sign = (typeof SIGNS)[number];
