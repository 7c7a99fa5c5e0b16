import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailAddress } from '@/entrypoints/sidepanel/sections/contact/mail.ts';
import { composeReport } from '@/entrypoints/sidepanel/sections/contact/report.ts';
import { mailAddress as setupMail } from '@/entrypoints/sidepanel/sections/setup/setup-mail.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { MANUAL, setFacts } from '@/utils/catalog/facts.ts';
import { CAUSE_CODES } from '@/utils/diagnosis/causes.ts';
import { SIGNS } from '@/utils/diagnosis/signs/signs.ts';
import { EMPTY_RUN, reduce, type WatchEvent } from '@/utils/run/run-state.ts';
import { parseRun } from '@/utils/run/run-store.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { longText, SECRET, secretAddress, text } from './hostile.ts';

const NOW = Date.parse('2026-11-24T10:05:00+09:00');
const VERSIONS = { browser: 'Chromium 156', os: 'Linux', extension: '0.1.0' };

beforeEach(applyJapaneseTexts);

afterEach(() => setFacts(MANUAL));

const id = { tabId: 1, requestId: SECRET };
const event: fc.Arbitrary<WatchEvent> = fc.oneof(
  fc.record({ type: fc.constant('request' as const), ...constants(id), url: secretAddress, at: fc.constant(NOW) }),
  fc.record({ type: fc.constant('redirect' as const), ...constants(id), to: secretAddress }),
  fc.record({
    type: fc.constant('answer' as const),
    ...constants(id),
    url: secretAddress,
    status: fc.integer({ min: 100, max: 599 }),
    date: fc.integer({ min: -8.64e15, max: 8.64e15 }),
    at: fc.constant(NOW),
  }),
  fc.record({
    type: fc.constant('error' as const),
    ...constants(id),
    url: secretAddress,
    error: fc.oneof(
      secretAddress.map((url) => `net::ERR_FAILED ${url}`),
      fc.constant('net::ERR_CONNECTION_RESET'),
    ),
    at: fc.constant(NOW),
  }),
  fc.record({
    type: fc.constant('signs' as const),
    tabId: fc.constant(1),
    url: secretAddress,
    status: fc.integer({ min: 200, max: 599 }),
    signs: fc.subarray([...SIGNS]),
    restored: fc.boolean(),
    title: fc.constant(SECRET),
    text: fc.constant(SECRET),
    at: fc.constant(NOW),
  }),
);

function constants<Values extends Record<string, unknown>>(values: Values) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as {
    [Key in keyof Values]: fc.Arbitrary<Values[Key]>;
  };
}

test('[SEC-60] a report holds no credentials, query, fragment, path, request id or page text, whatever has happened', () => {
  const told = new Set<string>();
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), secretAddress, (events, address) => {
      const { tabs, last } = parseRun(structuredClone(events.reduce(reduce, EMPTY_RUN)));
      const loads = [...Object.values(tabs).flatMap(({ shown, pending }) => [shown, pending]), ...Object.values(last)];
      for (const load of loads)
        for (const attempt of load ? [load, { ...load, address }] : []) {
          const report = composeReport({ attempt, versions: VERSIONS, now: NOW, trueNow: NOW });
          expect(report).not.toContain(SECRET);
          expect(report).not.toMatch(/[?#@<>]/);
          expect(report.split('\n').length).toBeLessThan(30);
          for (const cause of CAUSE_CODES) if (report.includes(`(${cause})`)) told.add(cause);
        }
    }),
    { numRuns: 400 },
  );
  // It was not for want of failures.
  expect(told.size).toBeGreaterThan(3);
});

/** What a mail program reads out of an address (RFC 6068). */
function readMail(address: string) {
  const [to = '', query = ''] = address.replace(/^mailto:/, '').split('?');
  const fields = query.split('&').map((field) => field.split('=').map(decodeURIComponent));
  return { to, fields: Object.fromEntries(fields), names: fields.map(([name]) => name) };
}

test('[SEC-62] a mail goes to nobody but its recipient, has one subject and one body, and is never too long for Windows', () => {
  fc.assert(
    fc.property(longText, text, (report, subject) => {
      const short = subject.slice(0, 30);
      const address = mailAddress(report, 'callcenter@mamoris.jp', short, '略');
      expect(address).toMatch(/^mailto:[\x21-\x7e]*$/);
      expect(address.length).toBeLessThanOrEqual(1800);
      const { to, fields, names } = readMail(address);
      expect(to).toBe('callcenter@mamoris.jp');
      expect(names).toEqual(['subject', 'body']);
      expect(fields.subject).toBe(short.toWellFormed());
      const lines = report.toWellFormed().split('\n');
      const body = String(fields.body).split('\r\n');
      if (body.at(-1) !== '略') expect(fields.body).toBe(lines.join('\r\n'));
    }),
    { numRuns: 500 },
  );
});

test('[SEC-63] the mail of the set-up likewise, whatever address an administrator has given', () => {
  fc.assert(
    fc.property(text, text, text, (email, ...words) => {
      // These come out of the locale files.
      const [subject, body] = words.map((each) => each.toWellFormed()) as [string, string];
      const policy = JSON.stringify({ contacts: { operations: { email } } });
      setFacts(parsePolicy(policy).facts);
      const { to, names } = readMail(setupMail(subject, body));
      expect(to).toMatch(/^[\w.+-]+@[\w.-]+$/);
      expect(names).toEqual(['subject', 'body']);
    }),
    { numRuns: 300 },
  );
});
