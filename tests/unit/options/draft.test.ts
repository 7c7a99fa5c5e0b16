import { expect, test } from 'vitest';
import { parseDraft, valueAt, withValue } from '@/entrypoints/options/admin/draft.ts';

test('a value is set, read and taken away, and what then holds nothing goes with it', () => {
  const one = withValue({}, ['contacts', 'helpDesk', 'name'], '課');
  expect(one).toEqual({ contacts: { helpDesk: { name: '課' } } });
  const two = withValue(one, ['maintenance', 0, 'note'], 'x');
  expect(valueAt(two, ['maintenance', 0, 'note'])).toBe('x');
  expect(withValue(two, ['maintenance', 0, 'note'], undefined)).toEqual(one);
  expect(withValue(one, ['contacts', 'helpDesk', 'name'], undefined)).toEqual({});
  // What was there is left as it was.
  expect(one).toEqual({ contacts: { helpDesk: { name: '課' } } });
});

test('a row is taken out of its list, and the others move up', () => {
  const draft = { systems: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] };
  expect(withValue(draft, ['systems', 1], undefined)).toEqual({ systems: [{ id: 'a' }, { id: 'c' }] });
});

test.each([[null], ['text'], [5], [[1]]])('%j in the way is replaced, and read as nothing', (there) => {
  expect(valueAt({ contacts: there }, ['contacts', 'desk', 'phone'])).toBeUndefined();
  expect(withValue({ contacts: there }, ['contacts', 'desk', 'phone'], '1')).toEqual({
    contacts: { desk: { phone: '1' } },
  });
});

test('names of prototypes are not values', () => {
  expect(valueAt({}, ['constructor', 'name'])).toBeUndefined();
  expect(valueAt({ a: [] }, ['a', 'length'])).toBe(0);
});

test.each([
  ['', {}],
  ['  ', {}],
  ['{"a":1}', { a: 1 }],
  ['{"a":1', undefined],
  ['[1]', undefined],
  ['null', undefined],
  ['"x"', undefined],
])('%j as a draft', (text, draft) => {
  expect(parseDraft(text)).toEqual(draft);
});
