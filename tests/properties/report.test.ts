import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { mailAddress } from '@/entrypoints/sidepanel/mail.ts';
import { formatReport } from '@/entrypoints/sidepanel/sections/contact/report.ts';
import { applyJapaneseTexts } from '@/tests/support/locale-texts.ts';
import { MANUAL } from '@/utils/catalog/facts.ts';
import { diagnose } from '@/utils/diagnosis/diagnose.ts';
import { SIGNS } from '@/utils/diagnosis/signs/signs.ts';
import type { LoadEvent } from '@/utils/run/load-event.ts';
import { parseRun } from '@/utils/run/parse-run.ts';
import { reduce } from '@/utils/run/reduce.ts';
import { EMPTY_RUN, type RunState, resolveAttempt } from '@/utils/run/run-state.ts';
import { parsePolicy } from '@/utils/settings/policy.ts';
import { CAUSE_CODES } from '../support/builders.ts';
import { longText, SECRET, secretAddress, text } from './hostile.ts';

const NOW = Date.parse('2026-11-24T10:05:00+09:00');
const VERSIONS = { browser: 'Chromium 156', os: 'Linux', extension: '0.1.0' };

beforeEach(applyJapaneseTexts);

const id = { tabId: 1, requestId: SECRET };
const event: fc.Arbitrary<LoadEvent> = fc.oneof(
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

test('[SEC-60] a report contains no credentials, query, fragment, path, request id or page text', () => {
  const causes = new Set<string>();
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), secretAddress, (events, address) => {
      const played = events.reduce<RunState>((run, event) => reduce(run, event, MANUAL), EMPTY_RUN);
      const run = parseRun(structuredClone(played));
      const loads = Object.values(run.attempts).map((stored) => resolveAttempt(run, stored, MANUAL));
      for (const load of loads)
        for (const attempt of [load, { ...load, address }]) {
          const view = { attempt, diagnosis: diagnose(attempt, MANUAL, NOW) };
          const report = formatReport({ load: view, versions: VERSIONS, facts: MANUAL, now: NOW, trueNow: NOW });
          expect(report).not.toContain(SECRET);
          expect(report).not.toMatch(/[?#@<>]/);
          expect(report.split('\n').length).toBeLessThan(30);
          for (const cause of CAUSE_CODES) if (report.includes(`(${cause})`)) causes.add(cause);
        }
    }),
    { numRuns: 400 },
  );
  // The events have led to failures.
  expect(causes.size).toBeGreaterThan(3);
});

/** Parses an address as a mail program does (RFC 6068). */
function readMail(address: string) {
  const [to = '', query = ''] = address.replace(/^mailto:/, '').split('?');
  const fields = query.split('&').map((field) => field.split('=').map(decodeURIComponent));
  return { to, fields: Object.fromEntries(fields), names: fields.map(([name]) => name) };
}

test('[SEC-62] a mail goes only to its recipient, has one subject and one body, and fits into Windows', () => {
  fc.assert(
    fc.property(longText, text, (report, subject) => {
      const short = subject.slice(0, 30);
      const address = mailAddress({ to: 'callcenter@mamoris.jp', subject: short, body: report, omission: '略' });
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

test('[SEC-63] the mail of the setup goes only to its recipient, whatever address the policy contains', () => {
  fc.assert(
    fc.property(text, text, text, (email, subject, body) => {
      const policy = JSON.stringify({ contacts: { operations: { email } } });
      const { operations } = parsePolicy(policy).facts.contacts;
      const { to, names } = readMail(mailAddress({ to: operations.email, subject, body }));
      expect(to).toMatch(/^[\w.+-]+@[\w.-]+$/);
      expect(names).toEqual(['subject', 'body']);
    }),
    { numRuns: 300 },
  );
});
