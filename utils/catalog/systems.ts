/** `required`: opens only with a certificate (M11). `asked`: only shows whether there is one (M10). `none`: M12. */
export const CERTIFICATE_NEEDS = ['required', 'asked', 'none'] as const;
type CertificateNeed = (typeof CERTIFICATE_NEEDS)[number];

/**
 * The systems of the operating manual (M01–M14). A new one needs a row here, and its name and words to search in the
 * locales: `system.<id>` and `omnibox.words.<id>`. `sounds`: what people call it, in romaji, where the address has an
 * English word or only a part of that.
 */
export const SYSTEMS = [
  { id: 'portal', address: 'https://www.mamoris-net.jp/', certificate: 'none', sounds: 'potaru portal' }, // M01
  { id: 'office', address: 'https://office.mamoris-net.jp/', certificate: 'required', sounds: 'ofisu' }, // M02
  { id: 'jimu', address: 'https://jimu.mamoris-net.jp/', certificate: 'required', sounds: 'jimukikan' }, // M03
  { id: 'kensa', address: 'https://kensa.mamoris-net.jp/', certificate: 'none', sounds: 'kensain' }, // M04
  { id: 'online', address: 'https://online.mamoris-net.jp/', certificate: 'none', sounds: 'onrain' }, // M05
  { id: 'kizon', address: 'https://kizon.mamoris-net.jp/', certificate: 'none', sounds: 'kizonjutaku' }, // M06
  { id: 'hojinkensa', address: 'https://hojinkensa.mamoris-net.jp/', certificate: 'required' }, // M07
  { id: 'reform', address: 'https://reform.mamoris-net.jp/', certificate: 'required', sounds: 'rifomu' }, // M08
  {
    id: 'annex',
    address: 'https://annex.mamoris-net.jp/contact/',
    certificate: 'required',
    sounds: 'anekkusu mihakko',
  }, // M09, M13
  {
    id: 'clientcheck',
    address: 'https://clientcheck.mamoris-net.jp/',
    certificate: 'asked',
    sounds: 'kuraiantochekku',
  }, // M10
] as const satisfies readonly { id: string; address: string; certificate: CertificateNeed; sounds?: string }[];

/** The portal: it asks for no certificate (M12), so a probe of it is possible at any time. */
export const PORTAL: SystemId = 'portal';

/** The check site: it only shows whether there is a certificate (M10), so a probe of it needs no visit of the user. */
export const CHECK_SITE: SystemId = 'clientcheck';

/** The id of one of the manual's systems. */
export type ManualSystemId = (typeof SYSTEMS)[number]['id'];

/** The id of any system, of the manual or of an administrator. */
export type SystemId = string;

/** Stands in place of an id where an address belongs to no system. */
export const NO_SYSTEM = '';

export interface System {
  id: SystemId;
  /** The address to open; its path matters (M13). */
  address: string;
  certificate: CertificateNeed;
  /** The administrator's name for it; otherwise the locale text `system.<id>` is the name. */
  name?: string;
  /** Lists for users leave it out; the diagnosis includes it. */
  isHidden?: boolean;
  /** What people call it besides the name in its address: words in romaji, separated by spaces. */
  sounds?: string;
}

/** Whether opening this system can open the browser's certificate dialog. */
export function asksForCertificate(system: System | undefined): boolean {
  return system !== undefined && system.certificate !== 'none';
}
