/** Whom to ask. */
export interface Contacts {
  desk: { phone: string; email: string };
  operations: { email: string };
  publisher: { name: string; address: string };
  /** The institution's own, where its administrator has named one; it is asked first. */
  helpDesk?: { name: string; phone?: string; email?: string; note?: string };
}

/** Whom to ask (M19–M21). One line is one changed number or address. */
export const CONTACTS = {
  /** M19: the desk for まもりすまい保険 and まもりすネット (コールセンター). Hours: M18. */
  desk: { phone: '03-6435-8870', email: 'callcenter@mamoris.jp' },
  /** M20: system operations (システム室), for a certificate by mail or when one is misused. */
  operations: { email: 'sys-unyo@mamoris.jp' },
  /** M21: who publishes the manual. */
  publisher: {
    name: '住宅保証機構株式会社 システム室',
    address: '〒105-0011 東京都港区芝公園3-1-38 芝公園三丁目ビル',
  },
} as const satisfies Contacts;

/** The newest copy of the operating manual; linked, never bundled. Needs no certificate (M12). */
export const MANUAL_PDF = 'https://www.mamoris-net.jp/mamoris-setup-client.pdf';
