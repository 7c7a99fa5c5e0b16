import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answerCase, answerFile } from '@/scripts/ask/case.ts';
import { isRight } from '@/scripts/ask/expected.ts';

const OFFICE = 'https://office.mamoris-net.jp/';
const END = 1_795_482_000_000;
const NIGHT = Date.parse('2026-11-24T23:00:00+09:00');
const ABSENT_PAGE = { status: 400, title: '', text: '400 Bad Request\nNo required SSL certificate was sent' };
const REFUSED = { address: OFFICE, netError: 'ERR_BAD_SSL_CLIENT_AUTH_CERT' };
const dialogUnanswered = { askedAt: END - 300, endedAt: END - 100, netError: 'ERR_SSL_CLIENT_AUTH_CERT_NEEDED' };

function gotFor(type: string, input: object): unknown {
  const line = answerCase({ id: 'x', input: { type, ...input } });
  return 'got' in line ? line.got : line;
}

describe('ask: pages', () => {
  test('an error page that names the certificate has a sign', () => {
    expect(gotFor('page', { system: 'kensa', ...ABSENT_PAGE })).toEqual({
      signs: ['certificate-absent'],
      cause: 'certificate-missing',
      or: 'tls-intercepted',
    });
  });

  test('a page with an input field is interactive', () => {
    expect(gotFor('page', { system: 'office', status: 200, isAtWork: true, text: 'ログイン' })).toEqual({
      signs: ['interactive'],
      cause: 'none',
      or: null,
    });
  });

  test.each(['"', "'"])('a document inside an attribute is read: srcdoc=%s', (quote) => {
    const html = `<iframe srcdoc=${quote}&lt;p&gt;No required SSL certificate was sent${quote}></iframe>`;
    expect(gotFor('page', { system: 'kensa', status: 400, html })).toMatchObject({ signs: ['certificate-absent'] });
  });

  test('a page is diagnosed for the hour at which it ended, by default within service hours', () => {
    const page = { system: 'kensa', status: 502 };
    expect(gotFor('page', page)).toMatchObject({ cause: 'server-error' });
    expect(gotFor('page', { ...page, endedAt: NIGHT })).toMatchObject({ cause: 'outside-hours' });
  });
});

describe('ask: evidence', () => {
  test('a long load counts as a load with an answered dialog', () => {
    const probes = { clientcheck: dialogUnanswered };
    expect(gotFor('evidence', { ...REFUSED, took: 40_000, probes })).toMatchObject({ cause: 'certificate-not-chosen' });
  });

  test('an error in the format of webRequest is accepted', () => {
    const netError = 'net::ERR_NAME_NOT_RESOLVED';
    expect(gotFor('evidence', { address: OFFICE, netError })).toMatchObject({ cause: 'name-not-found', signs: [] });
  });

  test('a load without an outcome is still loading', () => {
    const address = 'https://kensa.mamoris-net.jp/';
    expect(gotFor('evidence', { address, took: 2000 })).toMatchObject({ cause: 'none' });
    expect(gotFor('evidence', { address, took: 70_000 })).toMatchObject({ cause: 'load-stuck' });
  });

  test('probes and history change a diagnosis', () => {
    expect(gotFor('evidence', { ...REFUSED, earlier: 'opened' })).toMatchObject({ cause: 'certificate-lost' });
    const probes = { clientcheck: { askedAt: END - 90, endedAt: END - 9, status: 200, signs: ['certificate-absent'] } };
    expect(gotFor('evidence', { ...REFUSED, probes })).toMatchObject({
      cause: 'certificate-missing',
      or: 'tls-intercepted',
    });
  });
});

describe('ask: events', () => {
  const request = { type: 'request', tabId: 1, requestId: '1', url: OFFICE, at: END };

  test('the text of a page becomes its signs', () => {
    const answer = { ...request, type: 'answer', status: 400, at: END + 80 };
    const page = { type: 'pageText', tabId: 1, url: OFFICE, ...ABSENT_PAGE, at: END + 120 };
    expect(gotFor('events', { events: [request, answer, page] })).toEqual({
      signs: ['certificate-absent'],
      cause: 'certificate-missing',
      or: 'tls-intercepted',
    });
  });

  test('the tab of the last event is diagnosed', () => {
    const error = { ...request, type: 'error', error: 'net::ERR_NAME_NOT_RESOLVED', at: END + 80 };
    const other = { ...request, tabId: 2, requestId: '2', at: END + 100 };
    expect(gotFor('events', { events: [request, error] })).toMatchObject({ cause: 'name-not-found' });
    expect(gotFor('events', { events: [request, error, other] })).toMatchObject({ cause: 'none' });
  });

  test('events of other sites give no diagnosis', () => {
    const events = [{ ...request, url: 'https://example.com/' }];
    expect(gotFor('events', { events })).toEqual({ signs: [], cause: 'none', or: null });
  });
});

test('a search finds symptoms by their Japanese texts, the best first', () => {
  expect(gotFor('search', { query: '選択画面が何度も出る' })).toMatchObject({ found: ['repeated'] });
  expect(gotFor('search', { query: 'まったく関係のない話' })).toEqual({ found: [] });
});

test('the nearest system is named by its id', () => {
  expect(gotFor('nearest', { address: 'https://ofice.mamoris-net.jp/' })).toEqual({ system: 'office' });
  expect(gotFor('nearest', { address: 'no address' })).toEqual({ system: null });
});

describe('ask: policies', () => {
  test('a policy gets its settings, problems, maintenance and phone', () => {
    const helpDesk = { name: '情報システム課', phone: '095-824-1111' };
    const maintenance = [{ from: '2026-12-05T22:00', to: '2026-12-06T06:00' }];
    const text = JSON.stringify({ useProbes: false, openPopup: 'no', maintenance, contacts: { helpDesk } });
    expect(gotFor('policy', { text })).toEqual({
      settings: { useProbes: false },
      problems: [{ path: 'openPopup', reason: 'type' }],
      maintenance: 1,
      phone: '095-824-1111',
    });
    expect(gotFor('policy', { text: '{}' })).toEqual({ settings: {}, problems: [], maintenance: 0, phone: null });
  });

  test('a generator gets the entry that the administrator’s page writes', () => {
    const entry = `{"pattern":"${OFFICE.slice(0, -1)}","filter":{"ISSUER":{"CN":"Mamoris CA"}}}`;
    expect(gotFor('policy', { generator: { CN: 'Mamoris CA' } })).toEqual({ entry });
  });
});

describe('ask: expectations', () => {
  const got = { signs: ['certificate-absent'], cause: 'server-error', or: 'certificate-missing' } as const;
  test.each([
    ['its cause is the expected one', got, { cause: 'server-error' }, { cause: 'none' }],
    ['its cause is one of several', got, { causeAny: ['none', 'server-error'] }, { causeAny: ['none'] }],
    ['its cause is not excluded', got, { causeNot: ['none'] }, { causeNot: ['server-error'] }],
    ['its second cause is one of several', got, { orAny: ['certificate-missing'] }, { orAny: ['none'] }],
    [
      'its first or its second cause is one of several',
      got,
      { causeAny: ['certificate-missing'], orAny: ['certificate-missing'] },
      { causeAny: ['none'], orAny: ['none'] },
    ],
    ['it has exactly these signs', got, { signs: ['certificate-absent'] }, { signs: [] }],
    ['a sign is one of several', got, { signs: [['closed', 'certificate-absent']] }, { signs: [['closed', 'proxy']] }],
    ['it has one of several lists of signs', got, { signsAny: [[], ['certificate-absent']] }, { signsAny: [[]] }],
    ['it lacks a sign', got, { notSigns: ['closed'] }, { notSigns: ['closed', 'certificate-absent'] }],
    ['it finds one of several', { found: ['a', 'b'] }, { anyOf: ['b', 'c'] }, { anyOf: ['c'] }],
    ['it finds nothing', { found: [] }, { anyOf: [] }, { anyOf: ['c'] }],
    ['it names the system', { system: 'office' }, { system: 'office' }, { system: null }],
    ['it names no system', { system: null }, { system: null }, { system: 'office' }],
    [
      'it has these settings',
      { settings: { useProbes: false, mySystems: ['office'] } },
      { settings: { mySystems: ['office'] } },
      { settings: { useProbes: true } },
    ],
    ['it counts the maintenance', { maintenance: 1 }, { maintenance: 1 }, { maintenance: 0 }],
    ['it has a phone', { phone: '1' }, { phone: true }, { phone: false }],
    ['it has this phone', { phone: '1' }, { phone: '1' }, { phone: null }],
    ['it has this entry', { entry: '{}' }, { entry: '{}' }, { entry: '' }],
    ['every expectation is met', got, { cause: 'server-error', notSigns: [] }, { cause: 'server-error', signs: [] }],
  ] as const)('an answer is right if %s', (_, answer, right, wrong) => {
    // biome-ignore lint/suspicious/noExplicitAny: rows of a table are readonly, expectations are not.
    expect([isRight(answer as any, right as any), isRight(answer as any, wrong as any)]).toEqual([true, false]);
  });

  test('an answer has no verdict without an expectation', () => {
    const input = { type: 'nearest', address: OFFICE };
    expect(answerCase({ id: 1, input })).toEqual({ id: 1, got: { system: 'office' } });
    expect(answerCase({ id: 1, input, expected: { system: 'jimu' } })).toMatchObject({ right: false });
  });
});

describe('ask: malformed input', () => {
  const search = { type: 'search', query: '' };
  test.each([
    ['null', null, null],
    ['a text', 'x', null],
    ['a list', [], null],
    ['a case without id', { input: search }, null],
    ['an object as id', { id: {}, input: search }, null],
    ['a case without input', { id: 'a' }, 'a'],
    ['an unknown type', { id: 'a', input: { type: 'guess' } }, 'a'],
    ['an unknown system', { id: 'a', input: { type: 'page', system: 'constructor' } }, 'a'],
    ['another site', { id: 'a', input: { type: 'evidence', address: 'https://example.com/' } }, 'a'],
    ['a status that is none', { id: 'a', input: { type: 'page', system: 'office', status: 1e300 } }, 'a'],
    ['a moment that is none', { id: 'a', input: { type: 'page', system: 'office', endedAt: 1e300 } }, 'a'],
    ['an error that is none', { id: 'a', input: { type: 'evidence', address: OFFICE, netError: 'oh' } }, 'a'],
    ['a query that is no text', { id: 'a', input: { type: 'search', query: ['x'] } }, 'a'],
    ['no events', { id: 'a', input: { type: 'events', events: [] } }, 'a'],
    ['an event without a time', { id: 'a', input: { type: 'events', events: [{ type: 'request' }] } }, 'a'],
    ['an unknown expectation', { id: 'a', input: search, expected: { reason: 'x' } }, 'a'],
  ])('%s gets an error', (_, value, id) => {
    expect(answerCase(value)).toEqual({ id, error: expect.stringMatching(/./) });
  });

  test('the cases after a malformed one are answered', () => {
    const lines = answerFile('a.json', JSON.stringify([null, { id: 2, input: { type: 'search', query: 'zzz' } }]));
    expect(lines).toEqual([
      { id: null, error: expect.any(String) },
      { id: 2, got: { found: [] } },
    ]);
  });

  test('a file without a list of cases is named', () => {
    expect(answerFile('a.json', '{')).toEqual([{ file: 'a.json', error: expect.stringContaining('no JSON') }]);
    expect(answerFile('a.json', '{}')).toEqual([{ file: 'a.json', error: 'no JSON array' }]);
    expect(answerFile('a.json', '\uFEFF[]')).toEqual([]);
    expect(answerFile('a.json', '['.repeat(1_000_000))).toEqual([{ file: 'a.json', error: expect.any(String) }]);
    expect(answerFile('a.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toHaveLength(1);
  });
});

// Each test starts Node, which needs seconds on a busy machine.
describe('npm run ask', { timeout: 30_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'mamoris-navi-ask-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const write = (name: string, content: unknown) => {
    const path = join(dir, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const nearest = (id: string) => ({ id, input: { type: 'nearest', address: OFFICE }, expected: { system: 'office' } });

  test('npm run ask prints a line for each case of several files', () => {
    const files = [
      write('a.json', [nearest('A'), { id: 'B' }]),
      write('b.json', '{}'),
      write('c.json', [nearest('C')]),
    ];
    const output = execFileSync(process.execPath, ['scripts/ask/ask.ts', ...files], { encoding: 'utf8' });
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { id: 'A', got: { system: 'office' }, right: true },
      { id: 'B', error: expect.any(String) },
      { file: files[1], error: 'no JSON array' },
      { id: 'C', got: { system: 'office' }, right: true },
    ]);
  });

  test('npm run ask names an unreadable file, reads the others, and fails', () => {
    const files = [join(dir, 'none.json'), write('c.json', [nearest('C')])];
    const { stdout, status } = spawnSync(process.execPath, ['scripts/ask/ask.ts', ...files], { encoding: 'utf8' });
    expect(stdout.split('\n').map((line) => line && Object.keys(JSON.parse(line)))).toEqual([
      ['file', 'error'],
      ['id', 'got', 'right'],
      '',
    ]);
    expect(status).toBe(1);
  });
});
