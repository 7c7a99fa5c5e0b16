/** All faults that the demo shows and the tests expect, one line per fault. */

import { asksForCertificate, type ManualSystemId, SYSTEMS } from '../../utils/catalog/systems.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import type { CertificateState } from './certificate-store.ts';
import { addressOf } from './lab.ts';
import type { ProxyAnswers } from './proxy.ts';
import { type BehaviourName, DEFAULT_BEHAVIOURS, SERVER_BEHAVIOURS } from './server-behaviours.ts';

/** The PC of a group of faults. */
export interface FaultyPc {
  label: string;
  certificate: CertificateState;
  /** The browser shows its certificate dialog. Default: it chooses by itself. */
  dialog?: 'ask';
  clock?: string;
  /** The systems' clocks, if they differ. */
  serverClock?: string;
  /** Systems whose names it cannot resolve. */
  unresolvable?: readonly ManualSystemId[];
  /** The mode of its proxy, if it has one. */
  proxy?: 'works' | 'refuses' | 'is-down' | 'wants-password';
  /** The proxy's answers for single hosts. */
  proxyAnswers?: ProxyAnswers;
  offline?: true;
  faults: readonly Fault[];
  /** The popup's certificate state after all faults, if they reveal it. */
  shows?: 'present' | 'absent';
}

export interface Fault {
  /** `''`: an address that belongs to no system. */
  system: ManualSystemId | '';
  /** Default: the system's address. */
  address?: string;
  /** Default: the system's default behaviour. */
  behaviour?: BehaviourName;
  /** The expected diagnosis, and the badge with it. */
  cause: Cause;
  badge: '' | '!' | '?' | '閉';
  /** The load never ends: there is neither page nor error. */
  isPending?: true;
}

const fails = (system: ManualSystemId, behaviour: BehaviourName, cause: Cause): Fault => ({
  system,
  behaviour,
  cause,
  badge: '!',
});
const works = (system: ManualSystemId, behaviour?: BehaviourName): Fault => ({
  system,
  cause: 'none',
  badge: '',
  ...(behaviour === undefined ? {} : { behaviour }),
});

/** All ten systems with their default behaviour. Those that ask for a certificate fail with `cause`. */
const onAllSystems = (cause: Cause): Fault[] =>
  SYSTEMS.map((system) =>
    asksForCertificate(system) && cause !== 'none'
      ? fails(system.id, DEFAULT_BEHAVIOURS[system.id], cause)
      : works(system.id),
  );

const NIGHT = '2026-11-24T23:00:00+09:00';
const CLOSED = '閉';

export const FAULTY_PCS: readonly FaultyPc[] = [
  { label: '証明書なし', certificate: 'none', faults: onAllSystems('certificate-missing'), shows: 'absent' },
  {
    label: '証明書なし（画面にボタン、別のシステムの画面）',
    certificate: 'none',
    faults: [
      fails('hojinkensa', 'certificate-page-button', 'certificate-missing'),
      fails('jimu', 'certificate-redirect', 'certificate-missing'),
    ],
  },
  {
    label: '証明書なし（証明書のことを言わないエラー）',
    certificate: 'none',
    shows: 'absent',
    faults: [
      fails('office', 'forbidden', 'certificate-missing'),
      fails('office', 'forbidden-empty', 'certificate-missing'),
      fails('jimu', 'empty', 'certificate-missing'),
      fails('reform', 'closed', 'certificate-missing'),
      fails('annex', 'reset-after-request', 'certificate-missing'),
      fails('hojinkensa', 'refused', 'server-unreachable'),
    ],
  },
  {
    label: '正しい証明書（証明書が必要なシステムの障害）',
    certificate: 'good',
    shows: 'present',
    faults: [
      fails('office', 'forbidden', 'server-error'),
      fails('jimu', 'empty', 'server-unreachable'),
      fails('reform', 'closed', 'server-unreachable'),
      fails('annex', 'plain-http', 'tls-unsupported'),
      fails('hojinkensa', 'out-of-date', 'server-error'),
    ],
  },
  {
    label: '失効した証明書（TLS で断られる）',
    certificate: 'revoked',
    shows: 'present',
    faults: [fails('annex', 'certificate-tls12', 'certificate-rejected')],
  },
  { label: '期限切れの証明書', certificate: 'expired', faults: onAllSystems('certificate-missing'), shows: 'absent' },
  {
    label: '別の認証局の証明書',
    certificate: 'other-ca',
    faults: onAllSystems('certificate-missing'),
    shows: 'absent',
  },
  {
    label: '別の認証局の証明書を送信',
    certificate: 'other-ca',
    faults: [fails('office', 'certificate-nginx-400-any-ca', 'certificate-rejected')],
  },
  { label: '失効した証明書', certificate: 'revoked', faults: onAllSystems('certificate-rejected'), shows: 'present' },
  {
    label: '正しい証明書',
    certificate: 'good',
    shows: 'present',
    faults: [
      ...onAllSystems('none'),
      works('office', 'redirect-inside'),
      // Leads to kensa, which still has its usual page.
      works('online', 'redirect-elsewhere'),
      works('kensa', 'ok-notices'),
      works('kensa', 'login-refused'),
      works('kensa', 'slow'),
      works('kensa', 'huge'),
      fails('kensa', 'refused', 'server-unreachable'),
      fails('kensa', 'reset', 'server-unreachable'),
      fails('kensa', 'closed', 'server-unreachable'),
      fails('kensa', 'empty', 'server-unreachable'),
      fails('kensa', 'reset-after-request', 'server-unreachable'),
      fails('kensa', 'error-500', 'server-error'),
      fails('kensa', 'error-empty', 'server-error'),
      fails('kensa', 'error-502', 'server-error'),
      fails('kensa', 'error-503', 'maintenance'),
      fails('kensa', 'error-504', 'server-error'),
      fails('kensa', 'forbidden', 'server-error'),
      fails('kensa', 'markup-title', 'server-error'),
      fails('kensa', 'redirect-loop', 'server-error'),
      fails('kensa', 'maintenance-503', 'maintenance'),
      fails('kensa', 'maintenance-200', 'maintenance'),
      fails('kensa', 'closed-hours-503', 'maintenance'),
      fails('kensa', 'not-found', 'server-error'),
      { ...fails('kensa', 'not-found', 'wrong-address'), address: 'https://kensa.mamoris-net.jp/old/' },
      {
        system: 'annex',
        address: 'https://annex.mamoris-net.jp/',
        behaviour: 'ok',
        cause: 'wrong-address',
        badge: '!',
      },
      { system: '', address: 'https://ofice.mamoris-net.jp/', cause: 'wrong-address', badge: '!' },
      { system: 'kensa', address: 'http://kensa.mamoris-net.jp/', behaviour: 'ok', cause: 'none', badge: '' },
      fails('kensa', 'unknown-ca', 'tls-intercepted'),
      fails('kensa', 'wrong-name', 'tls-intercepted'),
      fails('kensa', 'out-of-date', 'server-error'),
      fails('kensa', 'tls10-only', 'tls-unsupported'),
      fails('kensa', 'plain-http', 'tls-unsupported'),
    ],
  },
  {
    label: '証明書が届かなくなる',
    certificate: 'good',
    shows: 'present',
    faults: [
      works('office'),
      fails('jimu', 'certificate-dropped', 'certificate-not-chosen'),
      fails('office', 'certificate-dropped', 'certificate-lost'),
    ],
  },
  {
    label: '応答が終わらない',
    certificate: 'none',
    faults: [{ ...fails('kensa', 'hang', 'load-stuck'), isPending: true }],
  },
  {
    label: '選択画面で止まっている',
    certificate: 'good',
    dialog: 'ask',
    faults: [{ system: 'office', cause: 'certificate-waiting', badge: '?', isPending: true }],
  },
  {
    label: '23:00（利用時間外）',
    certificate: 'good',
    clock: NIGHT,
    faults: [
      { ...works('office'), badge: CLOSED },
      { system: 'kensa', behaviour: 'refused', cause: 'outside-hours', badge: CLOSED },
      { system: 'kensa', behaviour: 'error-502', cause: 'outside-hours', badge: CLOSED },
      { system: 'kensa', behaviour: 'error-503', cause: 'outside-hours', badge: CLOSED },
      { system: 'kensa', behaviour: 'closed-hours-200', cause: 'outside-hours', badge: CLOSED },
      fails('kensa', 'maintenance-503', 'maintenance'),
    ],
  },
  {
    label: '23:00・証明書なし',
    certificate: 'none',
    clock: NIGHT,
    faults: [fails('office', 'certificate-nginx-400', 'certificate-missing')],
  },
  {
    label: 'PC は 21:50、システムは 22:10',
    certificate: 'good',
    clock: '2026-11-24T21:50:00+09:00',
    serverClock: '2026-11-24T22:10:00+09:00',
    faults: [
      { ...works('kensa'), badge: CLOSED },
      { system: 'kensa', behaviour: 'error-502', cause: 'outside-hours', badge: CLOSED },
      fails('online', 'out-of-date', 'clock-wrong'),
    ],
  },
  {
    label: '時計が1999年',
    certificate: 'none',
    clock: '1999-11-24T10:00:00+09:00',
    faults: [fails('portal', 'ok', 'clock-wrong')],
  },
  {
    label: '名前解決できない',
    certificate: 'none',
    unresolvable: ['kizon'],
    faults: [{ system: 'kizon', cause: 'name-not-found', badge: '!' }],
  },
  { label: 'オフライン', certificate: 'none', offline: true, faults: [fails('online', 'ok', 'offline')] },
  {
    label: 'プロキシが停止',
    certificate: 'none',
    proxy: 'is-down',
    faults: [fails('portal', 'ok', 'proxy-problem')],
  },
  {
    label: 'プロキシが拒否',
    certificate: 'none',
    proxy: 'refuses',
    faults: [fails('portal', 'ok', 'proxy-problem')],
  },
  {
    label: 'プロキシからシステムに届かない',
    certificate: 'none',
    proxy: 'works',
    proxyAnswers: {
      'kizon.mamoris-net.jp': 503,
      'kensa.mamoris-net.jp': 502,
      'online.mamoris-net.jp': 504,
      'jimu.mamoris-net.jp': 403,
    },
    faults: [
      works('portal'),
      fails('kizon', 'ok', 'proxy-problem'),
      fails('kensa', 'ok', 'proxy-problem'),
      fails('online', 'ok', 'proxy-problem'),
      fails('jimu', 'ok', 'proxy-problem'),
      { system: '', address: 'https://ofice.mamoris-net.jp/', cause: 'wrong-address', badge: '!' },
    ],
  },
  {
    label: 'プロキシからシステムに届かない（23:00）',
    certificate: 'none',
    clock: NIGHT,
    proxy: 'works',
    proxyAnswers: { 'kizon.mamoris-net.jp': 503, 'office.mamoris-net.jp': 502 },
    faults: [
      { system: 'kizon', behaviour: 'ok', cause: 'outside-hours', badge: CLOSED },
      { system: 'office', cause: 'outside-hours', badge: CLOSED },
    ],
  },
  {
    label: 'プロキシがパスワードを求めている',
    certificate: 'none',
    proxy: 'wants-password',
    faults: [works('portal')],
  },
];

/** The address that shows a fault. */
export function addressOfFault({ system, address }: Fault): string {
  return address ?? addressOf(system === '' ? 'portal' : system);
}

/** A short description of a fault. */
export function labelOfFault({ system, behaviour, address }: Fault): string {
  if (system === '') return '存在しないシステム';
  return `${SERVER_BEHAVIOURS[behaviour ?? DEFAULT_BEHAVIOURS[system]].label}${address === undefined ? '' : ` ${address}`}`;
}
