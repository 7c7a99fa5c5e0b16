/** Whom to ask (M19–M22). One line is one changed number or address. */
export const CONTACTS = {
  /** M19: the desk for まもりすまい保険 and まもりすネット (コールセンター). Hours: M18. */
  desk: { phone: '03-6435-8870', email: 'callcenter@mamoris.jp' },
  /** M20: system operations (システム室), for a certificate by mail or when one is misused. */
  operations: { email: 'sys-unyo@mamoris.jp' },
} as const;
