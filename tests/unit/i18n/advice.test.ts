import { beforeAll, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MANUAL } from '@/utils/catalog/facts.ts';
import type { Attempt } from '@/utils/diagnosis/attempt.ts';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import {
  adviceText,
  causeTitle,
  choiceText,
  failureTitle,
  isFromMemory,
  restartHelp,
  stepsFor,
  stepText,
} from '@/utils/i18n/advice.ts';
import { text } from '@/utils/i18n/text.ts';
import { HOUR } from '@/utils/time.ts';
import { attempt, CAUSE_CODES, pendingAttempt } from '../../support/builders.ts';
import { applyJapaneseTexts } from '../../support/locale-texts.ts';

beforeAll(applyJapaneseTexts);

const actionsOf = (...args: Parameters<typeof stepsFor>) => stepsFor(...args).map(({ action }) => action);
const allActionsOf = (...args: Parameters<typeof stepsFor>) =>
  stepsFor(...args).flatMap(({ action, also }) => [action, also]);

/** The browser forgets its decision about the certificate with this refusal. */
const FORGOTTEN = attempt('annex', { netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' });

/**
 * The steps of the table outside the service hours. The report is the last one, or shares the step of a request to the
 * same person. The browser of the tests is not Edge.
 */
const tableOf = (cause: Cause) => {
  const steps = CAUSES[cause].steps
    .filter((step) => step !== 'resetInEdge' && step !== 'onceOpen')
    .map((step) =>
      step === 'reportOnceOpen' ? 'openReport' : step === 'untilOpen' || step === 'compareClock' ? null : step,
    );
  const isRequestToSame = steps.includes('copyExclusions') && CAUSES[cause].recipient === 'admin';
  const hasReport = steps.length === 0 || steps.includes('openReport') || isRequestToSame;
  return hasReport ? steps : [...steps, 'openReport' as const];
};

test.each(CAUSE_CODES)('the steps of %s are those of the table, each with a text of its own', (cause) => {
  const steps = stepsFor(cause);
  expect(new Set(steps.map(({ words }) => words)).size).toBe(steps.length);
  // A restart opens the page again by itself.
  const expected = tableOf(cause).filter((step) => step !== 'retry' || !isFromMemory(cause));
  expect(steps.map(({ action }) => action)).toEqual(expected);
});

test.each(CAUSE_CODES.filter((cause) => cause !== 'none'))('the steps of %s contain a report', (cause) => {
  expect(allActionsOf(cause)).toContain('openReport');
  expect(allActionsOf(cause, FORGOTTEN)).toContain('openReport');
});

test.each(CAUSE_CODES)('the steps of %s have names of roads if the table has roads', (cause) => {
  for (const { words, road } of stepsFor(cause))
    expect(road !== undefined).toBe(CAUSES[cause].hasRoads === true && words !== 'desk.last');
});

test('a block may be a program’s that keeps the browser off the network, not only a setting’s', () => {
  expect(text('cause.blocked.reason')).toMatch(/ファイアウォールやウイルス対策ソフト/);
});

test('the report goes to the help desk of the institution if it has one, or else to the desk of the cause', () => {
  const helpDesk = { name: '情報システム課' };
  const facts = { ...MANUAL, contacts: { ...MANUAL.contacts, helpDesk } };
  expect(adviceText('desk.last', 'blocked', facts, 0)).toContain('情報システム課');
  expect(adviceText('desk.last', 'blocked', MANUAL, 0)).toContain('職場のシステム担当');
  expect(adviceText('desk.last', 'maintenance', MANUAL, 0)).toContain('コールセンター');
  // No line ends within the number (M19).
  expect(adviceText('desk.last', 'maintenance', MANUAL, 0).replaceAll('\u2060', '')).toContain('03-6435-8870');
});

test('a report that goes to the same person as a request shares its step', () => {
  const withRequest = (cause: Cause) => stepsFor(cause).filter(({ action }) => action === 'copyExclusions');
  expect(withRequest('certificate-lost')).toMatchObject([{ also: 'openReport' }]);
  expect(withRequest('tls-intercepted')).toMatchObject([{ also: 'openReport' }]);
  expect(withRequest('certificate-missing')[0]?.also).toBeUndefined();
});

describe('the steps outside the service hours', () => {
  const failed = attempt('kensa', { status: 502 });
  const sent = attempt('kensa', { status: 502, isPost: true });
  const wordsOf = (...args: Parameters<typeof stepsFor>) => stepsFor(...args).map(({ words }) => words);

  test('say to wait, and have no button but the report', () => {
    expect(actionsOf('outside-hours', failed)).toEqual([null, 'openReport']);
    const [evening, daytime] = [Date.parse('2026-11-30T17:30+09:00'), Date.parse('2026-11-30T16:30+09:00')];
    expect(adviceText('cause.outside_hours.step3', 'outside-hours', MANUAL, evening)).toContain('平日 9:00 から');
    expect(adviceText('desk.last', 'unknown', MANUAL, evening)).toContain('平日 9:00 から');
    expect(adviceText('desk.last', 'unknown', MANUAL, daytime)).not.toContain('平日');
  });

  test('open the system again once the hours have come, and do not say to wait', () => {
    expect(actionsOf('outside-hours', failed, true)).toEqual(['retry', 'openReport']);
    expect(wordsOf('outside-hours', failed, true)).not.toContain('cause.outside_hours.step1');
  });

  test('after a form was sent, begin with a check in a new tab, which has to wait for the hours', () => {
    expect(wordsOf('outside-hours', sent)[0]).toBe('sent.closed');
    expect(wordsOf('outside-hours', sent, true)[0]).toBe('sent.ended');
    expect(actionsOf('outside-hours', sent, true)).toContain('openAgain');
    expect(actionsOf('outside-hours', sent, true)).not.toContain('retry');
  });
});

test('the steps compare the PC’s clock with another one only while its error is unknown', () => {
  const late = attempt('kizon', { netError: 'ERR_CERT_DATE_INVALID', clockOffset: 3 * HOUR });
  expect(actionsOf('clock-wrong', late)).toEqual([null, 'retry', 'openReport']);
  expect(actionsOf('clock-wrong', attempt('kizon', { netError: 'ERR_CERT_DATE_INVALID' }))).toHaveLength(4);
});

test('the title of a failure says more where more is known', () => {
  const late = attempt('kizon', { netError: 'ERR_CERT_DATE_INVALID', clockOffset: 3 * HOUR });
  expect(failureTitle('clock-wrong', late, true)).toBe('この PC の時計は 3時間 遅れています');
  expect(failureTitle('clock-wrong', attempt('kizon'), true)).toBe(causeTitle('clock-wrong'));
  expect(failureTitle('outside-hours', attempt('kensa'), true)).not.toBe(causeTitle('outside-hours'));
  expect(failureTitle('outside-hours', attempt('kensa'), false)).toBe(causeTitle('outside-hours'));
});

test.each<[Cause, string]>([
  ['certificate-waiting', '選択画面がないか'],
  ['certificate-lost', 'もう一度開いても同じなら'],
  ['load-stuck', 'もう一度開いても同じなら'],
])('a restart for %s begins with its condition, because it closes every window', (cause, condition) => {
  const restart = stepsFor(cause).find(({ action }) => action === 'copyRestart');
  const words = restart && stepText(restart, cause, MANUAL, 0);
  expect(words).toContain(condition);
  expect(words).toContain('すべて保存します');
});

test('the words beside a copied address for a restart say what it is', () => {
  expect(restartHelp()).toContain('chrome://restart は、開き直すためにブラウザーに備わっている');
});

test('a private window replaces a restart, and nothing else', () => {
  expect(actionsOf('certificate-not-chosen')).toEqual(['copyRestart', 'openPrivately', 'openReport']);
  expect(actionsOf('certificate-not-chosen', FORGOTTEN)).toEqual(['retry', 'openReport']);
});

test('after a restart the user chooses the certificate of まもりすネット, if the system asks for one', () => {
  expect(choiceText('office', MANUAL)).toContain('まもりすネットの証明書');
  expect(choiceText('', MANUAL)).toContain('まもりすネットの証明書');
  expect(choiceText('kensa', MANUAL)).toBe('');
  expect(choiceText('office', MANUAL, 'certificate-rejected')).toContain('有効期限');
});

test('the roads after a refusal begin with another certificate, and end with a new one', () => {
  expect(actionsOf('certificate-rejected')).toEqual(['copyRestart', 'openSetup', 'openReport']);
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
    // Outside the service hours, no step opens the page.
    const isAdvised = CAUSES[cause].steps.includes('retry');
    expect(actionsOf(cause, load).includes('openAgain')).toBe(isAdvised);
    const [first] = stepsFor(cause, load);
    const ended = cause === 'outside-hours' ? 'sent.closed' : 'sent.ended';
    expect(first?.words === (load.endedAt === undefined ? 'sent.pending' : ended)).toBe(load.isPost === true);
  });

  test.each<[string, Attempt]>([
    ['a redirect after a form', attempt('kensa', { hasSent: true, redirects: 1, status: 500, isReported: true })],
    ['a page of unknown method', attempt('kensa', restored)],
    ['a load that was missed', attempt('kensa', { ...error('CONNECTION_RESET'), isMissed: true })],
  ])('the advice on %s says to check first, if something was sent', (_what, load) => {
    const [step] = stepsFor('server-error', load);
    expect(step && stepText(step, 'server-error', MANUAL, 0)).toMatch(
      /もう一度開きます。登録などを送信したあとなら、送り直す前に/,
    );
  });

  test('the advice on a page that failed does not ask what was sent', () => {
    const [step] = stepsFor('server-error', attempt('kensa', { status: 500, isReported: true }));
    expect(step && stepText(step, 'server-error', MANUAL, 0)).not.toContain('登録');
  });

  test('a page that failed is loaded again in its own tab', () => {
    expect(actionsOf('server-error', attempt('kensa', { status: 500, isReported: true }))[0]).toBe('retry');
    expect(actionsOf('server-unreachable', attempt('kensa', error('CONNECTION_RESET')))[0]).toBe('retry');
  });
});
