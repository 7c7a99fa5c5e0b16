import { expect, test } from 'vitest';
import { parseDraft, valueAt, withValue } from '@/entrypoints/options/admin/draft.ts';

test('a draft sets, reads and removes a value, and drops objects that become empty', () => {
  const one = withValue({}, ['contacts', 'helpDesk', 'name'], '課');
  expect(one).toEqual({ contacts: { helpDesk: { name: '課' } } });
  const two = withValue(one, ['maintenance', 0, 'note'], 'x');
  expect(valueAt(two, ['maintenance', 0, 'note'])).toBe('x');
  expect(withValue(two, ['maintenance', 0, 'note'], undefined)).toEqual(one);
  expect(withValue(one, ['contacts', 'helpDesk', 'name'], undefined)).toEqual({});
  expect(one).toEqual({ contacts: { helpDesk: { name: '課' } } });
});

test('the rows after a removed row move up', () => {
  const draft = { systems: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };
  expect(withValue(draft, ['systems', 1], undefined)).toEqual({ systems: [{ id: 'a' }, { id: 'c' }] });
});

test.each([[null], ['text'], [5], [[1]]])(
  'a draft replaces %j on the path of a value, and finds nothing in it',
  (obstacle) => {
    expect(valueAt({ contacts: obstacle }, ['contacts', 'desk', 'phone'])).toBeUndefined();
    expect(withValue({ contacts: obstacle }, ['contacts', 'desk', 'phone'], '1')).toEqual({
      contacts: { desk: { phone: '1' } },
    });
  },
);

test('a draft has no values under the names of prototypes', () => {
  expect(valueAt({}, ['constructor', 'name'])).toBeUndefined();
  expect(valueAt({ a: [] }, ['a', 'length'])).toBe(0);
});

test.each([
  ['', {}],
  ['  ', {}],
  ['{"a":1}', { a: 1 }],
  ['\uFEFF{"a":" b "}', { a: 'b' }],
  ['{"a":1', undefined],
  ['[1]', undefined],
  ['null', undefined],
  ['"x"', undefined],
])('parseDraft parses %j', (text, draft) => {
  expect(parseDraft(text)).toEqual(draft);
});
