import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerCase } from '@/scripts/ask/case.ts';
import { anything, prototypeKeys } from './hostile.ts';

const TYPES = ['page', 'evidence', 'events', 'search', 'nearest', 'policy'];
const FIELDS = [
  'system',
  'address',
  'status',
  'title',
  'text',
  'isAtWork',
  'netError',
  'probes',
  'endedAt',
  'took',
  'signs',
  'query',
  'events',
  'generator',
  'clockOffset',
  '__proto__',
];

const field = fc.oneof(
  anything,
  fc.jsonValue(),
  fc.constantFrom('https://office.mamoris-net.jp/', 'office'),
  fc.double(),
  fc.array(fc.dictionary(fc.constantFrom('type', 'tabId', 'url', 'at', 'error'), fc.jsonValue())),
);
const input = fc
  .tuple(fc.constantFrom(...TYPES), fc.dictionary(fc.constantFrom(...FIELDS), field))
  .map(([type, fields]) => ({ ...fields, type }));
const anyCase = fc.oneof(fc.jsonValue(), anything, fc.record({ id: fc.jsonValue(), input, expected: field }));

test('ask answers any value with a line of JSON, and never throws', () => {
  const before = prototypeKeys();
  fc.assert(
    fc.property(anyCase, (value) => {
      const line = answerCase(value);
      expect('got' in line || typeof line.error === 'string').toBe(true);
      expect(JSON.parse(JSON.stringify(line))).toBeTypeOf('object');
    }),
    { numRuns: 2000 },
  );
  expect(prototypeKeys()).toEqual(before);
});
