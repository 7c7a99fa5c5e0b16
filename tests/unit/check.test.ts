import { describe, expect, expectTypeOf, test } from 'vitest';
import * as v from '@/utils/check.ts';

const Page = v.object({
  id: v.custom<number>(Number.isSafeInteger),
  kind: v.picklist(['page', 'frame']),
  signs: v.optional(v.array(v.picklist(['a', 'b']))),
  isSeen: v.fallback(v.boolean, true),
});

describe('what a schema lets through', () => {
  test.each([
    [
      { id: 1, kind: 'page' },
      { id: 1, kind: 'page', isSeen: true },
    ],
    [
      { id: 1, kind: 'page', signs: [], isSeen: false },
      { id: 1, kind: 'page', signs: [], isSeen: false },
    ],
    [
      { id: 1, kind: 'frame', signs: ['b', 'a'], isSeen: 0 },
      { id: 1, kind: 'frame', signs: ['b', 'a'], isSeen: true },
    ],
    // Nothing comes along that was not asked for.
    [
      { id: 1, kind: 'page', signs: undefined, other: 2 },
      { id: 1, kind: 'page', isSeen: true },
    ],
    [JSON.parse('{ "id": 1, "kind": "page", "__proto__": { "signs": ["a"] } }'), { id: 1, kind: 'page', isSeen: true }],
  ])('%o', (value, output) => {
    expect(v.safeParse(Page, value)).toStrictEqual({ success: true, output });
  });

  test.each([
    ...[undefined, null, 0, 'x', true, [], {}, () => {}, new Date(0)],
    ...[{ id: 1 }, { kind: 'page' }, { id: '1', kind: 'page' }, { id: 1, kind: 'toString' }, { id: 1, kind: ['page'] }],
    ...[null, 'a', ['c'], ['a', undefined], new Array(1), { 0: 'a', length: 1 }].map((signs) => ({
      ...{ id: 1, kind: 'page', signs },
    })),
  ])('not %o', (value) => {
    expect(v.safeParse(Page, value)).toStrictEqual({ success: false });
  });

  test('a copy, so that later changes of the value do not reach it', () => {
    const value = { id: 1, kind: 'page', signs: ['a'] };
    const parsed = v.safeParse(Page, value);
    value.signs.push('x');
    expect(parsed.success && parsed.output.signs).toEqual(['a']);
  });
});

test('TypeScript knows what comes out', () => {
  expectTypeOf<v.InferOutput<typeof Page>>().toEqualTypeOf<{
    id: number;
    kind: 'page' | 'frame';
    signs?: ('a' | 'b')[] | undefined;
    isSeen: boolean;
  }>();
});
