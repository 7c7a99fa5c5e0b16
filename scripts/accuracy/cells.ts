/**
 * The matrix of servers, PCs and faults, with the true cause of each cell. The cause follows from the set-up of the
 * cell, never from the extension's diagnosis.
 */

import type { RealServer, RefusalMode } from '../../tests/lab/real-servers/types.ts';
import type { BehaviourName } from '../../tests/lab/server-behaviours.ts';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';

/**
 * The certificate of the PC, and the user's action: a policy chooses the certificate unless the user cancels the
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
  /** The system that the PC opens. */
  system: ManualSystemId;
  /** The server of that system. Default: the lab's own host. */
  server?: RealServer;
  fault?: Fault;
  expected: Cause;
}

/** A fault besides the certificate. */
interface Fault {
  /** Behaviour of the opened system. */
  behaviour?: BehaviourName;
  /** Behaviour of all ten systems, so that no other system answers differently. */
  behaviourOfAll?: BehaviourName;
  /** The PC's clock. The systems' clocks are right. */
  pcClock?: string;
  isOffline?: true;
  isNameUnknown?: true;
}

/** All versions of TLS and HTTP. */
const VERSIONS = (['1.2', '1.3'] as const).flatMap((tls) => (['1.1', '2'] as const).map((http) => ({ tls, http })));

/** The true cause of each state of the PC, for every server: the same cause looks different on each server. */
const CAUSE_BY_PC_STATE: Record<PcState, Cause> = {
  none: 'certificate-missing',
  // A browser offers neither an expired certificate nor one of a CA that the server does not name: none fits.
  expired: 'certificate-missing',
  'other-ca': 'certificate-missing',
  revoked: 'certificate-rejected',
  good: 'none',
  cancelled: 'certificate-not-chosen',
  // It never reached the server, so that no server has refused it.
  'cancelled-revoked': 'certificate-not-chosen',
};

/** The modes in which each product asks for certificates. */
const MODES: Record<RealServer['product'], readonly RefusalMode[]> = {
  nginx: ['required', 'custom-403', 'custom-200', 'bare-403', 'bare-400', 'shared'],
  Apache: ['required', 'custom-403', 'bare-403'],
  Node: ['required', 'custom-403', 'bare-403'],
};
const PRODUCTS = Object.keys(MODES) as RealServer['product'][];

/** With a good certificate: the server has trouble, and its page names no cause. */
const CAUSE_BY_ANSWER: Partial<Record<RefusalMode, Cause>> = {
  // A server sends these words to clients without a certificate too, but this client has a good one.
  'gives-400': 'server-error',
  'gives-403': 'server-error',
  'gives-500': 'server-error',
  'gives-503': 'maintenance',
};

const ANSWERS = Object.keys(CAUSE_BY_ANSWER) as RefusalMode[];

/**
 * Faults besides the certificate. A PC without a certificate cannot open a system that requires one. The certificate
 * is the cause if only clients without one meet the fault: the system closes the connection. It is not the cause if all
 * clients meet the fault. Examples: no listener, no name, no network, a bad server certificate, a wrong clock.
 */
const FAULTS: readonly {
  label: string;
  system: ManualSystemId;
  fault: Fault;
  good: Cause;
  none: Cause;
}[] = [
  // A system that requires a certificate. The other systems work, and so reveal the certificate state of the PC.
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
    good: 'server-unreachable',
    none: 'certificate-missing',
  },
  { label: 'empty answer', ...office({ behaviour: 'empty' }), good: 'server-unreachable', none: 'certificate-missing' },
  {
    label: 'nobody listens',
    ...office({ behaviour: 'refused' }),
    good: 'server-unreachable',
    none: 'server-unreachable',
  },
  { label: 'unknown name', ...office({ isNameUnknown: true }), good: 'name-not-found', none: 'name-not-found' },
  // Chromium treats this error as a possible rejection, too: it drops the choice.
  { label: 'plain HTTP', ...office({ behaviour: 'plain-http' }), good: 'tls-unsupported', none: 'certificate-missing' },
  {
    label: 'unknown server CA',
    ...office({ behaviour: 'unknown-ca' }),
    good: 'tls-intercepted',
    none: 'tls-intercepted',
  },
  // The PC's clock is right, as the other systems prove: the server's certificate is old.
  {
    label: 'server certificate old',
    ...office({ behaviour: 'out-of-date' }),
    good: 'server-error',
    none: 'server-error',
  },

  // All ten systems at once.
  {
    label: 'all: nobody listens',
    ...office({ behaviourOfAll: 'refused' }),
    good: 'server-unreachable',
    none: 'server-unreachable',
  },
  // Systems that ask for no certificate close the connection as well: the cause is not the certificate.
  {
    label: 'all: closed before TLS',
    ...office({ behaviourOfAll: 'closed' }),
    good: 'server-unreachable',
    none: 'server-unreachable',
  },
  {
    label: 'all: unknown server CA',
    ...office({ behaviourOfAll: 'unknown-ca' }),
    good: 'tls-intercepted',
    none: 'tls-intercepted',
  },
  { label: 'offline', ...office({ isOffline: true }), good: 'offline', none: 'offline' },
  // Every server certificate seems out of date.
  { label: 'clock: 1999', ...office({ pcClock: '1999-11-24' }), good: 'clock-wrong', none: 'clock-wrong' },
  { label: 'clock: 2052', ...office({ pcClock: '2052-11-24' }), good: 'clock-wrong', none: 'clock-wrong' },

  // A system that asks for no certificate: the certificate of the PC does not matter.
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
    label: `kensa: ${label}`,
    system: 'kensa' as const,
    fault: { behaviour },
    good: cause,
    none: cause,
  })),
];

function office(fault: Fault): { system: ManualSystemId; fault: Fault } {
  return { system: 'office', fault };
}

/** The tables in printed order. */
export const TABLES = ['servers that want a certificate', 'good certificate, trouble of the server', 'faults'] as const;

/** The whole matrix. */
export const CELLS: readonly Cell[] = [
  ...serversTimes(MODES).flatMap((server) =>
    statesFor(server).map((pc) => ({
      table: TABLES[0],
      row: nameOf(server),
      pc,
      system: 'office' as const,
      server,
      expected: CAUSE_BY_PC_STATE[pc],
    })),
  ),
  ...serversTimes({ nginx: ANSWERS, Apache: ANSWERS, Node: ANSWERS }).map((server) => ({
    table: TABLES[1],
    row: nameOf(server),
    pc: 'good' as const,
    system: 'office' as const,
    server,
    expected: CAUSE_BY_ANSWER[server.mode] ?? 'unknown',
  })),
  ...FAULTS.flatMap(({ label, system, fault, good, none }) =>
    [
      { pc: 'good' as const, expected: good },
      { pc: 'none' as const, expected: none },
    ].map((half) => ({ table: TABLES[2], row: label, system, fault, ...half })),
  ),
];

/** A revoked certificate that is not sent is like any other: test it in one mode of each product. */
function statesFor({ mode }: RealServer): PcState[] {
  const states = Object.keys(PC_STATES) as PcState[];
  return states.filter((state) => state !== 'cancelled-revoked' || mode === 'required');
}

function serversTimes(modes: typeof MODES): RealServer[] {
  return PRODUCTS.flatMap((product) =>
    modes[product].flatMap((mode) => {
      // Only HTTP/2 shares connections between hosts.
      const versions = mode === 'shared' ? VERSIONS.filter(({ http }) => http === '2') : VERSIONS;
      return versions.map((version) => ({ product, mode, ...version }));
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
