/** The servers of the systems: what each of them is like. */
import { ADDED_SYSTEM, WORK_SYSTEMS } from './calendar.ts';
import { Dice } from './dice.ts';
import { PAGES, type Page, type PageKind } from './pages.ts';

/** How a system judges certificates; `bare`: by a page without a word about them. */
type Style = 'page' | 'tls12' | 'tls13' | 'bare';

export interface Server {
  certificate: 'required' | 'asked' | 'none';
  style: Style;
  /** Its request for a certificate names the authorities that it accepts. */
  namesAuthorities: boolean;
  /** How it behaves while the systems are closed. */
  atNight: 'closed' | 'refused' | 'error503' | 'works';
  pages: Record<PageKind, Page>;
  isUntitled: boolean;
  /** Its pages about certificates are on the portal. */
  sendsAway: boolean;
}

const REQUIRED: readonly string[] = ['office', 'jimu', 'hojinkensa', 'reform', 'annex', ADDED_SYSTEM];

/** Makes the servers of a world, by host. */
export function createServers(seed: number): ReadonlyMap<string, Server> {
  const servers = new Map<string, Server>();
  for (const id of ['www', 'clientcheck', ...WORK_SYSTEMS, ADDED_SYSTEM]) {
    const dice = new Dice('server', seed, id);
    const entries = Object.entries(PAGES).map(([kind, pages]) => [kind, dice.pick<Page>(pages)]);
    servers.set(`${id}.mamoris-net.jp`, {
      certificate: REQUIRED.includes(id) ? 'required' : id === 'clientcheck' ? 'asked' : 'none',
      style: id === 'clientcheck' ? 'page' : dice.pick(['page', 'page', 'page', 'tls12', 'tls13', 'bare']),
      namesAuthorities: dice.chance(0.6),
      atNight: id === 'clientcheck' || id === 'www' ? 'works' : dice.pick(['closed', 'refused', 'error503', 'works']),
      pages: Object.fromEntries(entries) as Record<PageKind, Page>,
      isUntitled: dice.chance(0.5),
      sendsAway: dice.chance(0.25),
    });
  }
  return servers;
}
