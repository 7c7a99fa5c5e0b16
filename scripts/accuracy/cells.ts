/**
 * The matrix: which server, which PC, which fault, and what is really the matter then. What is expected follows from
 * what was set up, never from what the extension says.
 */

import type { RealServer, RefusalMode } from '../../tests/lab/real-servers/types.ts';
import type { BehaviourName } from '../../tests/lab/server-behaviours.ts';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';

/**
 * What is on the PC, and what its user does: a certificate is chosen by policy unless the user cancels the browser's
 * dialog.
 */
export const PC_STATES = {
  none: { certificate: 'none' },
  expired: { certificate: 'expired' },
  'other-ca': { certificate: 'other-ca' },
  revoked: { certificate: 'revoked' },
  good: { certificate: 'good' },
  cancelled: { certificate: 'good', dialog: 'ask' },
  'cancelled-revoked': { certificate: 'revoked', dialog: 'ask' },
} as const;
export type PcState = keyof typeof PC_STATES;

/** One field of the matrix. */
export interface Cell {
  table: string;
  row: string;
  pc: PcState;
  /** The system that is opened. */
  system: ManualSystemId;
  /** What stands for that system; one of the lab's own hosts unless said otherwise. */
  server?: RealServer;
  fault?: Fault;
  expected: Cause;
}

/** What is wrong besides the certificate. */
interface Fault {
  /** Of the system that is opened, … */
  behaviour?: BehaviourName;
  /** … or of all ten, so that no other answers differently. */
  behaviourOfAll?: BehaviourName;
  /** What the PC's clock shows; the systems' clocks are right. */
  pcClock?: string;
  isOffline?: true;
  isNameUnknown?: true;
}

/** The share of a table that is about one server: every version of TLS and of HTTP. */
const VERSIONS = (['1.2', '1.3'] as const).flatMap((tls) => (['1.1', '2'] as const).map((http) => ({ tls, http })));

/**
 * What each state of the PC is, whatever behaviour the server gives it: that the same cause looks different everywhere
 * is what this matrix is about.
 */
const OF_CERTIFICATE: Record<PcState, Cause> = {
  none: 'certificate-missing',
  // A browser offers neither an expired certificate nor one of a CA that the server does not name: there is none that
  // fits.
  expired: 'certificate-missing',
  'other-ca': 'certificate-missing',
  revoked: 'certificate-rejected',
  good: 'none',
  cancelled: 'certificate-not-chosen',
  // It never reached the server, so that nobody has refused it.
  'cancelled-revoked': 'certificate-not-chosen',
};

/** In which modes each product asks for certificates. */
const MODES: Record<RealServer['product'], readonly RefusalMode[]> = {
  nginx: ['required', 'custom-403', 'custom-200', 'bare-403', 'bare-400', 'shared'],
  Apache: ['required', 'custom-403', 'bare-403'],
  Node: ['required', 'custom-403', 'bare-403'],
};
const PRODUCTS = Object.keys(MODES) as RealServer['product'][];

/** With a good certificate: the server has trouble of its own, and its page says no more than that. */
const OF_ANSWER: Partial<Record<RefusalMode, Cause>> = {
  // The words that a server has for those without a certificate too often; but this one has come with a good one.
  'gives-400': 'server-error',
  'gives-403': 'server-error',
  'gives-500': 'server-error',
  'gives-503': 'maintenance',
};

const ANSWERS = Object.keys(OF_ANSWER) as RefusalMode[];

/**
 * Faults that are not about the certificate. On a PC without one, a system that requires one can't be opened in any
 * case: where the fault is what such a system does to those without (it breaks off the conversation), the certificate
 * is the cause; where it happens to everybody (nobody listens, no such name, no line, a bad server certificate, a wrong
 * clock), it is not.
 */
const FAULTS: readonly {
  label: string;
  system: ManualSystemId;
  fault: Fault;
  good: Cause;
  none: Cause;
}[] = [
  // A system that requires a certificate. The others are well, so that they tell what is on the PC.
  {
    label: 'reset before TLS',
    ...office({ behaviour: 'reset' }),
    good: 'server-unreachable',
    none: 'certificate-missing',
  },
  {
    label: 'closed before TLS',
    ...office({ behaviour: 'closed' }),
    good: 'server-unreachable',
    none: 'certificate-missing',
  },
  {
    label: 'reset after the request',
    ...office({ behaviour: 'reset-after-request' }),
    ...{ good: 'server-unreachable', none: 'certificate-missing' },
  },
  { label: 'empty answer', ...office({ behaviour: 'empty' }), good: 'server-unreachable', none: 'certificate-missing' },
  {
    label: 'nobody listens',
    ...office({ behaviour: 'refused' }),
    good: 'server-unreachable',
    none: 'server-unreachable',
  },
  { label: 'unknown name', ...office({ isNameUnknown: true }), good: 'name-not-found', none: 'name-not-found' },
  // Chromium takes this error for a possible rejection, too (it then drops the choice).
  { label: 'plain HTTP', ...office({ behaviour: 'plain-http' }), good: 'tls-unsupported', none: 'certificate-missing' },
  {
    label: 'unknown server CA',
    ...office({ behaviour: 'unknown-ca' }),
    good: 'tls-intercepted',
    none: 'tls-intercepted',
  },
  // The PC's clock is right, as the other systems show: the server's certificate is what is old.
  {
    label: 'server certificate old',
    ...office({ behaviour: 'out-of-date' }),
    good: 'server-error',
    none: 'server-error',
  },

  // All ten at once.
  {
    label: 'all: nobody listens',
    ...office({ behaviourOfAll: 'refused' }),
    ...{ good: 'server-unreachable', none: 'server-unreachable' },
  },
  // Even those that ask for no certificate cut the line: it is not about one.
  {
    label: 'all: closed before TLS',
    ...office({ behaviourOfAll: 'closed' }),
    ...{ good: 'server-unreachable', none: 'server-unreachable' },
  },
  {
    label: 'all: unknown server CA',
    ...office({ behaviourOfAll: 'unknown-ca' }),
    ...{ good: 'tls-intercepted', none: 'tls-intercepted' },
  },
  { label: 'offline', ...office({ isOffline: true }), good: 'offline', none: 'offline' },
  // Every server certificate seems out of date.
  { label: 'clock: 1999', ...office({ pcClock: '1999-11-24' }), good: 'clock-wrong', none: 'clock-wrong' },
  { label: 'clock: 2052', ...office({ pcClock: '2052-11-24' }), good: 'clock-wrong', none: 'clock-wrong' },

  // A system that asks for no certificate: what is on the PC has no part in it.
  ...(
    [
      ['reset before TLS', 'reset', 'server-unreachable'],
      ['empty answer', 'empty', 'server-unreachable'],
      ['nobody listens', 'refused', 'server-unreachable'],
      ['bare 403', 'forbidden', 'server-error'],
      ['bare 500', 'error-500', 'server-error'],
      ['bare 503', 'error-503', 'maintenance'],
    ] as const
  ).map(([label, behaviour, cause]) => ({
    ...{ label: `kensa: ${label}`, system: 'kensa' as const, fault: { behaviour } },
    ...{ good: cause, none: cause },
  })),
];

function office(fault: Fault): { system: ManualSystemId; fault: Fault } {
  return { system: 'office', fault };
}

/** The tables, in the order in which they are printed. */
export const TABLES = ['servers that want a certificate', 'good certificate, trouble of the server', 'faults'] as const;

/** All of the matrix. */
export const CELLS: readonly Cell[] = [
  ...serversTimes(MODES).flatMap((server) =>
    statesFor(server).map((pc) => ({
      ...{ table: TABLES[0], row: nameOf(server), pc, system: 'office' as const, server },
      expected: OF_CERTIFICATE[pc],
    })),
  ),
  ...serversTimes({ nginx: ANSWERS, Apache: ANSWERS, Node: ANSWERS }).map((server) => ({
    ...{ table: TABLES[1], row: nameOf(server), pc: 'good' as const, system: 'office' as const, server },
    expected: OF_ANSWER[server.mode] ?? 'unknown',
  })),
  ...FAULTS.flatMap(({ label, system, fault, good, none }) =>
    [
      { pc: 'good' as const, expected: good },
      { pc: 'none' as const, expected: none },
    ].map((half) => ({ table: TABLES[2], row: label, system, fault, ...half })),
  ),
];

/** A revoked certificate that is not sent is like any other: that is looked at in one mode of each product only. */
function statesFor({ mode }: RealServer): PcState[] {
  const states = Object.keys(PC_STATES) as PcState[];
  return states.filter((state) => state !== 'cancelled-revoked' || mode === 'required');
}

function serversTimes(modes: typeof MODES): RealServer[] {
  return PRODUCTS.flatMap((product) =>
    modes[product].flatMap((mode) => {
      // Only HTTP/2 shares connections between hosts.
      const versions = mode === 'shared' ? VERSIONS.filter(({ http }) => http === '2') : VERSIONS;
      return versions.map((each) => ({ product, mode, ...each }));
    }),
  );
}

function nameOf({ product, mode, tls, http }: RealServer): string {
  return `${product} ${mode}, TLS ${tls}, HTTP/${http}`;
}

/** The servers that these cells need. */
export function serversOf(cells: readonly Cell[]): RealServer[] {
  return cells.flatMap(({ server }) => (server ? [server] : []));
}
