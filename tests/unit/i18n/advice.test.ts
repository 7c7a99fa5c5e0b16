import { beforeAll, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import { adviceText, isFromMemory, stepsFor } from '@/utils/i18n/advice.ts';
import { attempt, CAUSE_CODES, pendingAttempt } from '../../support/build.ts';
import { applyJapaneseTexts } from '../../support/locale-texts.ts';

beforeAll(applyJapaneseTexts);

const actionsOf = (...args: Parameters<typeof stepsFor>) => stepsFor(...args).map(({ action }) => action);

/** The browser forgets its decision about the certificate with this refusal. */
const FORGOTTEN = attempt('annex', { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' });

/** The steps of the table, with the report as the last one. The browser of the tests is not Edge. */
const tableOf = (cause: Cause) => {
  const steps = CAUSES[cause].steps.filter((step) => step !== 'resetInEdge');
  return steps.length === 0 || steps.includes('openReport') ? steps : [...steps, 'openReport' as const];
};

test.each(CAUSE_CODES)('the steps of %s are those of the table, each with a text of its own', (cause) => {
  const steps = stepsFor(cause);
  expect(new Set(steps.map(({ words }) => words)).size).toBe(steps.length);
  // A restart opens the page again by itself.
  const expected = tableOf(cause).filter((step) => step !== 'retry' || !isFromMemory(cause));
  expect(steps.map(({ action }) => action)).toEqual(expected);
});

test.each(CAUSE_CODES.filter((cause) => cause !== 'none'))('the steps of %s contain a report', (cause) => {
  expect(actionsOf(cause)).toContain('openReport');
  expect(actionsOf(cause, FORGOTTEN)).toContain('openReport');
});

test.each(CAUSE_CODES)('the steps of %s have names of roads if the table has roads', (cause) => {
  for (const { words, road } of stepsFor(cause))
    expect(road !== undefined).toBe(CAUSES[cause].hasRoads === true && words !== 'desk.last');
});

test('the report goes to the help desk of the institution if it has one, or else to the desk of the cause', () => {
  const helpDesk = { name: '情報システム課' };
  const facts = { ...MANUAL, contacts: { ...MANUAL.contacts, helpDesk } };
  expect(adviceText('desk.last', 'blocked', facts, 0)).toContain('情報システム課');
  expect(adviceText('desk.last', 'blocked', MANUAL, 0)).toContain('職場のシステム担当');
  expect(adviceText('desk.last', 'maintenance', MANUAL, 0)).toContain('コールセンター');
});

test('the steps of a missing certificate begin with the setup, because no restart helps before', () => {
  expect(actionsOf('certificate-missing')).toEqual(['openSetup', 'copyRestart', 'copyExclusions', 'openReport']);
});

test('the steps contain a restart of the browser only if it remembers its decision', () => {
  expect(actionsOf('certificate-missing', FORGOTTEN)).toEqual(['openSetup', 'retry', 'copyExclusions', 'openReport']);
  expect(actionsOf('certificate-not-chosen')[0]).toBe('copyRestart');
  expect(actionsOf('certificate-not-chosen', FORGOTTEN)[0]).toBe('retry');
});

test('the steps keep a restart that has other reasons than the browser’s memory', () => {
  expect(actionsOf('certificate-lost', FORGOTTEN)).toEqual(actionsOf('certificate-lost'));
  expect(actionsOf('certificate-rejected', FORGOTTEN)).toContain('copyRestart');
});

describe('in a private window', () => {
  test.each(CAUSE_CODES)('the steps of %s close all private windows in place of a restart', (cause) => {
    vi.spyOn(fakeBrowser.extension, 'inIncognitoContext', 'get').mockReturnValue(true);
    const expected = tableOf(cause)
      .filter((step) => step !== 'openPrivately' && (step !== 'retry' || !isFromMemory(cause)))
      .map((step) => (step === 'copyRestart' ? null : step));
    expect(actionsOf(cause)).toEqual(expected);
    const isRestart = CAUSES[cause].steps.includes('copyRestart');
    expect(stepsFor(cause).some(({ words }) => words === 'restart.inPrivate')).toBe(isRestart);
    vi.restoreAllMocks();
  });
});

describe('no step sends a form twice, or loses what was typed', () => {
  const sent = { isPost: true };
  const restored = { requestId: '', status: 503, isReported: true };
  const interactive = { status: 500, isReported: true, signs: ['interactive' as const] };
  const error = (name: string) => ({ netError: `ERR_${name}` });
  test.each<[string, Cause, Attempt]>([
    ['a form under way', 'load-stuck', pendingAttempt('kensa', sent)],
    [
      'an upload that a proxy stopped',
      'proxy-problem',
      attempt('kensa', { ...sent, ...error('TUNNEL_CONNECTION_FAILED') }),
    ],
    [
      'a form whose connection was reset',
      'server-unreachable',
      attempt('kensa', { ...sent, ...error('CONNECTION_RESET') }),
    ],
    ['a form sent after closing time', 'outside-hours', attempt('office', { ...sent, ...error('CONNECTION_REFUSED') })],
    ['a form without a network', 'offline', attempt('kizon', { ...sent, ...error('INTERNET_DISCONNECTED') })],
    ['a form that met a 500', 'server-error', attempt('online', { ...sent, status: 500, isReported: true })],
    ['a form that met maintenance', 'maintenance', attempt('online', { ...sent, status: 503 })],
    ['a form whose certificate was lost', 'certificate-lost', attempt('jimu', { ...sent, status: 400 })],
    ['a page under way in the tab of a form', 'load-stuck', pendingAttempt('kensa')],
    ['an export under way', 'maintenance', pendingAttempt('office', { probes: {} })],
    ['a failed page with fields', 'server-error', attempt('kensa', interactive)],
    ['a page of unknown method from the cache for going back', 'maintenance', attempt('kensa', restored)],
    ['an error page whose load was missed', 'unknown', attempt('kensa', { ...error('FAILED'), isMissed: true })],
  ])('the advice on %s opens a new tab', (_what, cause, load) => {
    expect(actionsOf(cause, load)).not.toContain('retry');
    const isAdvised = CAUSES[cause].steps.includes('retry');
    expect(actionsOf(cause, load).includes('openAgain')).toBe(isAdvised);
    const [first] = stepsFor(cause, load);
    const words = load.endedAt === undefined ? 'sent.pending' : 'sent.ended';
    expect(first?.words === words).toBe(load.isPost === true);
  });

  test('a page that failed is loaded again in its own tab', () => {
    expect(actionsOf('server-error', attempt('kensa', { status: 500, isReported: true }))[0]).toBe('retry');
    expect(actionsOf('server-unreachable', attempt('kensa', error('CONNECTION_RESET')))[0]).toBe('retry');
  });
});
