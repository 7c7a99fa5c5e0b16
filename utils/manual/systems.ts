/**
 * The systems of the operating manual (M01–M14), one line each. A changed address or certificate need is one line here.
 */

/**
 * What a system does about the client certificate:
 * - `required`: opens only with one (M11)
 * - `asked`: asks for one only to show whether it is there (M10)
 * - `none`: needs none (M12)
 */
export type CertificateNeed = 'required' | 'asked' | 'none';

export const SYSTEMS = [
  { id: 'portal', address: 'https://www.mamoris-net.jp/', certificate: 'none' }, // M01
  { id: 'office', address: 'https://office.mamoris-net.jp/', certificate: 'required' }, // M02
  { id: 'jimu', address: 'https://jimu.mamoris-net.jp/', certificate: 'required' }, // M03
  { id: 'kensa', address: 'https://kensa.mamoris-net.jp/', certificate: 'none' }, // M04
  { id: 'online', address: 'https://online.mamoris-net.jp/', certificate: 'none' }, // M05
  { id: 'kizon', address: 'https://kizon.mamoris-net.jp/', certificate: 'none' }, // M06
  { id: 'hojinkensa', address: 'https://hojinkensa.mamoris-net.jp/', certificate: 'required' }, // M07
  { id: 'reform', address: 'https://reform.mamoris-net.jp/', certificate: 'required' }, // M08
  { id: 'annex', address: 'https://annex.mamoris-net.jp/contact/', certificate: 'required' }, // M09, M13
  { id: 'clientcheck', address: 'https://clientcheck.mamoris-net.jp/', certificate: 'asked' }, // M10
] as const satisfies readonly { id: string; address: string; certificate: CertificateNeed }[];

export type SystemId = (typeof SYSTEMS)[number]['id'];

/** One row of the manual's table. The name shown to people is the locale text `system.<id>`. */
export interface System {
  id: SystemId;
  /** The address to open; its path matters (M13). */
  address: string;
  certificate: CertificateNeed;
}

/** M14: the addresses to exclude from an antivirus program's TLS scanning, each as `https://HOST`. */
export const EXCLUSIONS: readonly string[] = SYSTEMS.filter((system) => system.certificate === 'required').map(
  (system) => new URL(system.address).origin,
);

const systemsById = new Map<string, System>(SYSTEMS.map((system) => [system.id, system]));
const systemsByHost = new Map<string, System>(SYSTEMS.map((system) => [new URL(system.address).hostname, system]));

/** The system with this id; `undefined` for anything else. */
export function systemById(id: string): System | undefined {
  return systemsById.get(id);
}

/** The system that answers at this host name (lower case, as `URL.hostname` gives it); `undefined` for any other host. */
export function systemByHost(hostname: string): System | undefined {
  return systemsByHost.get(hostname);
}

/** Whether opening this system can bring up the browser's certificate dialog. */
export function asksForCertificate(system: System | undefined): boolean {
  return system !== undefined && system.certificate !== 'none';
}
