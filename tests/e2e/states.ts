import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Attempt } from '../../utils/diagnosis/attempt.ts';
import type { Cause } from '../../utils/diagnosis/causes.ts';
import type { RunState } from '../../utils/run/run-state.ts';
import { HOUR, MINUTE, SECOND } from '../../utils/time.ts';
import type { Pc } from '../lab/pc.ts';
import { attempt, pendingAttempt, runWith } from '../support/builders.ts';

/** All states of a surface, each from the least evidence. Other tests prove how the evidence arises. */
const EVIDENCE: Record<Exclude<Cause, 'none'>, [ManualSystemId, Partial<Attempt>]> = {
  'certificate-missing': ['office', { status: 400, signs: ['certificate-absent'] }],
  'certificate-not-chosen': [
    'jimu',
    { status: 400, signs: ['certificate-absent'], wasUnchosen: true, earlier: 'present' },
  ],
  'certificate-rejected': ['hojinkensa', { status: 400, signs: ['certificate-refused'] }],
  'certificate-waiting': ['reform', {}],
  'certificate-key': ['office', { netError: 'ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED' }],
  'certificate-lost': ['office', { status: 400, signs: ['certificate-absent'], earlier: 'opened' }],
  'outside-hours': ['kensa', { status: 502 }],
  maintenance: ['online', { status: 503 }],
  'clock-wrong': ['kizon', { netError: 'ERR_CERT_DATE_INVALID', clockOffset: 3 * HOUR }],
  offline: ['kensa', { netError: 'ERR_INTERNET_DISCONNECTED' }],
  'name-not-found': ['kensa', { netError: 'ERR_NAME_NOT_RESOLVED' }],
  'server-unreachable': ['kensa', { netError: 'ERR_CONNECTION_REFUSED' }],
  'server-error': ['kensa', { status: 500 }],
  'proxy-problem': ['kensa', { netError: 'ERR_PROXY_CONNECTION_FAILED' }],
  'tls-intercepted': ['office', { netError: 'ERR_CERT_AUTHORITY_INVALID' }],
  'tls-unsupported': ['kensa', { netError: 'ERR_SSL_VERSION_OR_CIPHER_MISMATCH' }],
  blocked: ['kensa', { netError: 'ERR_BLOCKED_BY_ADMINISTRATOR' }],
  'wrong-address': ['annex', { status: 404, address: 'https://annex.mamoris-net.jp/' }],
  'load-stuck': ['kensa', {}],
  unknown: ['kensa', { netError: 'ERR_FAILED' }],
};

export const FAILURES = Object.keys(EVIDENCE) as Exclude<Cause, 'none'>[];

/** Builds a run in which a load in this tab has just failed. `now`: ms since the epoch, within service hours. */
function runThatShows(cause: Exclude<Cause, 'none'>, tabId: number, now: number): RunState {
  const [id, evidence] = EVIDENCE[cause];
  const fields = { tabId, isReported: true, ...evidence };
  if (cause === 'certificate-waiting' || cause === 'load-stuck')
    return runWith([pendingAttempt(id, { ...fields, startedAt: now - 2 * MINUTE })]);
  const endedAt = cause === 'outside-hours' ? now - 12 * HOUR : now - SECOND;
  const { clockOffset } = evidence;
  const clock = clockOffset === undefined ? {} : { clockOffset, clockReadAt: endedAt };
  return runWith([attempt(id, { ...fields, endedAt })], clock);
}

/** Shows this cause on a PC. The worker stops first, because it would store the run in its memory again. */
export async function showCause(pc: Pc, cause: Cause): Promise<void> {
  const tabId = await pc.tabId(pc.extensionPage);
  await showRun(pc, cause === 'none' ? {} : runThatShows(cause, tabId, pc.now()));
}

/** Shows a run on a PC, in the same way. */
export async function showRun(pc: Pc, run: Partial<RunState>): Promise<void> {
  await pc.stopWorker();
  await pc.extensionPage.evaluate((state) => chrome.storage.session.set({ run: state }), run);
}
