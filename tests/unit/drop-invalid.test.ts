import * as v from 'valibot';
import { expect, test } from 'vitest';
import { dropInvalid, listOf, part } from '@/utils/drop-invalid.ts';

const PERSON = part({ name: v.string('name') }, { age: v.number('age'), tags: listOf(v.string('tag')) });
const SCHEMA = part({}, { title: v.string('title'), people: listOf(PERSON), colour: v.picklist(['red', 'blue']) });

function keep(value: unknown) {
  const reports: string[] = [];
  const kept = dropInvalid(SCHEMA, value, (path, reason) => reports.push(`${path} ${reason}`));
  return { kept, reports };
}

test('dropInvalid returns a sound value unchanged and reports no problem', () => {
  const value = { title: 'x', people: [{ name: 'a', age: 1, tags: ['t'] }], colour: 'red' };
  expect(keep(value)).toEqual({ kept: value, reports: [] });
});

test.each<[unknown, unknown, string[]]>([
  [{ title: 5, colour: 'red' }, { colour: 'red' }, ['title title']],
  [{ colour: 'green' }, {}, ['colour value']],
  [{ title: 'x', extra: 1, more: 2 }, { title: 'x' }, ['extra unknown', 'more unknown']],
  [
    { people: [{ name: 5 }, { name: 'b', age: 'old' }] },
    { people: [{ name: 'b' }] },
    ['people[0].name name', 'people[1].age age', 'people[0].name missing'],
  ],
  [
    { people: [{ age: 1 }, { name: 'b', tags: [1, 't', 2] }] },
    { people: [{ name: 'b', tags: ['t'] }] },
    ['people[0].name missing', 'people[1].tags[0] tag', 'people[1].tags[2] tag'],
  ],
])('dropInvalid drops only the wrong part of %j', (value, kept, reports) => {
  const before = structuredClone(value);
  expect(keep(value)).toEqual({ kept, reports });
  expect(value).toEqual(before);
});

test.each([[null], [5], [[]], ['x']])('dropInvalid returns the empty value for %j instead of an object', (value) => {
  const { kept, reports } = keep(value);
  expect(kept).toEqual({});
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatch(/^ /);
});

test('dropInvalid drops an unknown key with the name of a prototype', () => {
  expect(keep(JSON.parse('{"__proto__":{"title":"x"},"constructor":1}'))).toEqual({
    kept: {},
    reports: ['__proto__ unknown', 'constructor unknown'],
  });
});
