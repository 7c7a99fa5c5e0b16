export interface Contacts {
  /** The call centre: `contacts.desk` in the policy. */
  desk: { phone: string; email: string };
  operations: { email: string };
  publisher: { name: string; address: string };
  /** The institution's help desk, if its administrator has named one; users ask it first. */
  helpDesk?: { name: string; phone?: string; email?: string; note?: string };
}

/** The contacts of the manual (M19–M21). A changed number or address is one line. */
export const CONTACTS = {
  /** M19: the desk for まもりすまい保険 and まもりすネット (コールセンター). Hours: M18. */
  desk: { phone: '03-6435-8870', email: 'callcenter@mamoris.jp' },
  /** M20: system operations (システム室), for certificates by mail and for misused certificates. */
  operations: { email: 'sys-unyo@mamoris.jp' },
  /** M21: the publisher of the manual. */
  publisher: { name: '住宅保証機構株式会社 システム室', address: '〒105-0011 東京都港区芝公園3-1-38 芝公園三丁目ビル' },
} as const satisfies Contacts;

/** M32: the download page of Google Chrome. */
export const CHROME_DOWNLOAD = 'https://www.google.co.jp/chrome/';

/** The newest operating manual; linked, never bundled. The download needs no certificate (M12). */
export const MANUAL_PDF = 'https://www.mamoris-net.jp/mamoris-setup-client.pdf';

/** Removes the notes in parentheses beside a number: “0120-123-456 (平日9:00~17:00)”. An area code stays. */
export function withoutParentheses(phone: string): string {
  return phone.replaceAll(/\((?![\d -]+\))[^()]{1,30}\)/g, '').trim();
}

/** Returns the `tel:` address of a number (RFC 3966) without the words after it; `undefined` for an internal number. */
export function phoneLink(phone: string): string | undefined {
  if (phone.startsWith('内線')) return undefined;
  const [number = ''] = /[+(\d][+\d(). -]*/.exec(withoutParentheses(phone)) ?? [];
  return `tel:${number.replaceAll(/[^+\d-]/g, '')}`;
}
