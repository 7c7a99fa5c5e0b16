import fc from 'fast-check';
import { HOSTS } from '../support/builders.ts';

/** Addresses of systems and of no system, over plain HTTP, with secrets that storage must not hold, and long ones. */
export const ADDRESSES = [
  ...HOSTS.map((host) => `https://${host}/`),
  'https://office.mamoris-net.jp/login?id=1#top',
  'http://kensa.mamoris-net.jp/',
  'https://annex.mamoris-net.jp/x',
  'https://ofice.mamoris-net.jp/',
  'https://mamoris-net.jp/',
  'https://constructor.mamoris-net.jp/__proto__',
  'https://office.mamoris-net.jp:8443/',
  `https://kensa.mamoris-net.jp/${'long/'.repeat(900)}`,
];
const ELSEWHERE = ['https://example.com/', 'https://office.mamoris-net.jp.example.com/', 'about:blank'];

const ERRORS = [
  'CONNECTION_RESET',
  'SOCKET_NOT_CONNECTED',
  'BAD_SSL_CLIENT_AUTH_CERT',
  'NAME_NOT_RESOLVED',
  'ABORTED',
  'INTERNET_DISCONNECTED',
  'CERT_DATE_INVALID',
  'CERT_AUTHORITY_INVALID',
  'TIMED_OUT',
  'PROXY_CONNECTION_FAILED',
  'BLOCKED_BY_ADMINISTRATOR',
  'EMPTY_RESPONSE',
  'CACHE_MISS',
  'SSL_PROTOCOL_ERROR',
  'A_NEW_ONE',
].map((name) => `net::ERR_${name}`);
export const BROWSER_APIS = [
  'session.get',
  'session.set',
  'local.get',
  'local.set',
  'local.remove',
  'managed.get',
  'tabs.get',
  'tabs.query',
  'action.setBadgeText',
  'action.setTitle',
  'action.getBadgeText',
  'action.openPopup',
  'alarms.get',
  'alarms.create',
  'windows.getLastFocused',
  'runtime.getContexts',
  'permissions.contains',
  'sidePanel.open',
] as const;
const KEYS = [
  'session.run',
  'session.run-id',
  'session.panel-request',
  'local.run-copy',
  'local.run-id-copy',
  'local.settings',
  'local.policy-copy',
  'local.closing-told',
  'local.renewal-told',
  'managed.settings',
] as const;
const SIGNS = ['certificate-refused', 'certificate-absent', 'certificate-present', 'maintenance', 'closed', 'proxy'];

const tab = fc.nat({ max: 3 });
const address = fc.constantFrom(...ADDRESSES);
const error: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom<unknown>(...ERRORS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, 7, null, {}, 'x'.repeat(5000), '__proto__') },
);
const status = fc.constantFrom(200, 200, 200, 204, 304, 400, 403, 404, 407, 495, 500, 502, 503, 599);
const signs = fc.subarray([...SIGNS, 'interactive'], { maxLength: 2 });
/** Delivery of an event: mostly once. */
const delivery = fc.oneof(
  { weight: 12, arbitrary: fc.constant('once' as const) },
  { weight: 1, arbitrary: fc.constantFrom('twice' as const, 'never' as const) },
);
const rarely = fc.constantFrom(false, false, false, false, true);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const pause = fc.constantFrom(0, 1, 5, 20, 60, 150, 300, 700, 1200, 4200, 5200, 11_000, 21_000, 31_000, 2 * MINUTE);
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    { tabs: 1 },
    { tabs: { 1: { shown: {} } }, last: [], opened: 'office', probes: [] },
    [],
    '',
    0,
    { version: 9 },
    JSON.parse('{"__proto__":{"polluted":1},"tabs":{"__proto__":{"shown":1}},"last":{"constructor":{}}}'),
    { value: { tabs: {} }, marks: [1] },
  ),
);
const policy = fc.oneof(
  fc.constantFrom<unknown>('{"closingMinutes":[5]}', '{"useProbes":false}', '{"serviceHours":{"from":0,"to":24}}', '{'),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
);

/** Steps that can happen on the PC, as plain values, so that a failing sequence can be printed. */
const STEPS = {
  begin: { tab, address, delivery, ahead: fc.constantFrom('', '', '', '', '', '', 'prerender', 'prefetch') },
  hop: { tab, to: fc.oneof({ weight: 4, arbitrary: address }, fc.constantFrom(...ELSEWHERE)), delivery },
  answer: {
    tab,
    status,
    delivery,
    isCached: fc.constantFrom(false, false, false, true),
    date: fc.constantFrom('right', 'right', 'right', 'wrong', 'garbage', 'none'),
    report: fc.option(signs, { nil: null }),
  },
  fail: { tab, error, delivery },
  reload: { tab, error },
  wholeFailure: { tab, address, error },
  wholeSuccess: { tab, address },
  stray: {
    kind: fc.constantFrom('onBeforeRequest', 'onBeforeRedirect', 'onResponseStarted', 'onErrorOccurred'),
    tab: fc.nat({ max: 8 }),
    id: fc.constantFrom('1', '2', '3', 'x', 'y'.repeat(99)),
    address,
    status,
    error,
  },
  report: {
    tab,
    address,
    status: fc.option(status, { nil: undefined }),
    signs,
    restored: fc.boolean(),
    isStray: rarely,
  },
  message: {
    message: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({
        type: fc.constantFrom('signs', 'retry', 'check', 'panel', 'reminder'),
        system: fc.constantFrom('office', 'portal', 'constructor', 'clientcheck'),
        section: fc.constant('nowhere'),
        tabId: fc.oneof(tab, fc.constantFrom<unknown>('1', -1, 1.5, null)),
        status: fc.constant(99),
      }),
    ),
    sender: fc.constantFrom('surface', 'page', 'frame', 'elsewhere', 'foreign', 'unknown'),
    tab,
  },
  retry: { tab },
  check: { system: fc.constantFrom('office', 'portal', 'clientcheck', 'nosuch') },
  leave: { tab },
  close: { tab },
  closeWindow: {},
  open: { windowId: fc.nat({ max: 2 }) },
  front: { tab, isFocused: fc.boolean(), hasPanel: fc.constantFrom(false, false, false, true) },
  wait: { pause },
  waitLong: { pause: fc.constantFrom(10 * MINUTE, 40 * MINUTE, 10 * HOUR) },
  clock: { by: fc.constantFrom(10 * MINUTE, -10 * MINUTE, 8 * HOUR, -8 * HOUR, 9000 * HOUR, -9000 * HOUR) },
  stop: { calls: fc.nat({ max: 30 }), isDone: fc.boolean() },
  killedFailure: {
    tab,
    address,
    error,
    isRestarted: fc.boolean(),
    calls: fc.integer({ min: 1, max: 30 }),
    isDone: fc.boolean(),
  },
  fault: { api: fc.constantFrom(...BROWSER_APIS), times: fc.constantFrom(1, 1, 2, 5, 1000) },
  heal: {},
  corrupt: { key: fc.constantFrom(...KEYS), value: junk },
  alarm: { name: fc.constantFrom('wake', 'nosuch', '') },
  policy: { text: policy },
  installed: {},
  startup: {},
  update: {},
  restart: {},
  omnibox: { typed: fc.constantFrom('', 'office', '<x>&', 'x'.repeat(300)), enters: fc.boolean() },
  network: { is: fc.constantFrom('well' as const, 'fails' as const, 'hangs' as const), isOnline: fc.boolean() },
} as const;

type Steps = typeof STEPS;
type ValueOf<Fields> = { -readonly [Name in keyof Fields]: Fields[Name] extends fc.Arbitrary<infer V> ? V : never };
export type Step = { [Kind in keyof Steps]: { do: Kind } & ValueOf<Steps[Kind]> }[keyof Steps];
export type StepOf<Kind extends Step['do']> = Extract<Step, { do: Kind }>;

const WEIGHTS: Partial<Record<Step['do'], number>> = {
  wait: 30,
  begin: 14,
  answer: 12,
  fail: 12,
  wholeFailure: 12,
  wholeSuccess: 6,
  reload: 4,
  hop: 4,
  stop: 5,
  killedFailure: 2,
  report: 4,
  front: 3,
  leave: 3,
  stray: 3,
};

/** Steps that an undisturbed PC never has. */
const DISTURBANCES: Step['do'][] = ['fault', 'heal', 'corrupt', 'policy', 'clock'];

function steps(isDisturbed: boolean): fc.Arbitrary<Step[]> {
  const kinds = Object.entries(STEPS).filter(([kind]) => isDisturbed || !DISTURBANCES.includes(kind as Step['do']));
  const step = fc.oneof(
    ...kinds.map(([kind, fields]) => ({
      weight: WEIGHTS[kind as Step['do']] ?? 1,
      arbitrary: fc.record({ do: fc.constant(kind), ...(fields as Record<string, fc.Arbitrary<unknown>>) }),
    })),
  ) as unknown as fc.Arbitrary<Step>;
  return fc.array(step, { minLength: 4, maxLength: 60, size: 'max' });
}

/** Sequence of steps on one PC. `at`: start, Japan time. `slowness`: 0, or the seed of the browser's delays. */
export interface Sequence {
  at: string;
  slowness: number;
  steps: Step[];
}

export const sequence: fc.Arbitrary<Sequence> = fc.record({
  at: fc.constantFrom('10:00:00', '10:00:00', '21:58:00', '23:30:00', '06:59:00'),
  slowness: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })),
  steps: fc.oneof(steps(false), steps(true)),
});
