import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '@/utils/diagnosis/signs/fold-text.ts';
import { readHtml } from '@/utils/diagnosis/signs/html-text.ts';
import { linesOfText, MAX_PAGE_TEXT } from '@/utils/diagnosis/signs/lines.ts';
import { MAX_TITLE, readSigns } from '@/utils/diagnosis/signs/read-signs.ts';
import { SIGNS } from '@/utils/diagnosis/signs/signs.ts';
import { longText, prototypeKeys, text } from './hostile.ts';

const status = fc.oneof(fc.constantFrom(0, 200, 400, 403, 404, 500, 503), fc.double());
const at = fc.option(fc.double(), { nil: undefined });
const page = fc.record({ status, title: longText, lines: longText.map(linesOfText), isInteractive: fc.boolean(), at });

test('[SEC-02] readSigns returns only codes, each once, for any title and text', () => {
  const before = prototypeKeys();
  fc.assert(
    fc.property(page, (content) => {
      const signs = readSigns(content);
      expect(new Set(signs).size).toBe(signs.length);
      expect(SIGNS).toEqual(expect.arrayContaining(signs));
      expect(readSigns(content)).toEqual(signs);
    }),
    { numRuns: 500 },
  );
  expect(prototypeKeys()).toEqual(before);
});

test('[SEC-20] readSigns ignores title and text beyond their limits', () => {
  fc.assert(
    fc.property(text, status, (end, code) => {
      const padded = 'あ'.repeat(MAX_TITLE) + end;
      const page = { status: code, isInteractive: false };
      expect(readSigns({ ...page, title: padded, lines: [] })).toEqual(
        readSigns({ ...page, title: padded.slice(0, MAX_TITLE), lines: [] }),
      );
      expect(linesOfText('あ'.repeat(MAX_PAGE_TEXT + 1) + end)).toEqual([]);
    }),
  );
});

test('foldText leaves only single spaces and tabs as white space', () => {
  fc.assert(
    fc.property(longText, (words) => {
      const folded = foldText(words);
      expect(folded).not.toMatch(/[^\S \t]| {2}/);
      expect(folded.length).toBeLessThanOrEqual(words.length * 18 * 3);
    }),
    { numRuns: 500 },
  );
});

/** Tags, whole and broken, with hostile names and attributes. */
const markup = fc
  .array(
    fc.oneof(
      text,
      fc.constantFrom(
        '<p hidden>',
        '</p>',
        '<script>',
        '</script >',
        '<!--',
        '<title>',
        '</title',
        '<input type=',
        '<',
      ),
      fc
        .tuple(fc.constantFrom('div', 'a', 'svg', 'TITLE', '__proto__'), text)
        .map(([tag, value]) => `<${tag} x="${value}>`),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const body = fc.oneof(
  markup.map((html) => new TextEncoder().encode(html)),
  fc.uint8Array({ maxLength: 2000 }),
  fc
    .tuple(markup, fc.integer({ min: 1, max: 500 }))
    .map(([html, count]) => new TextEncoder().encode(html.repeat(count)).subarray(0, 65_536)),
);

test('[SEC-36] readHtml returns a title and a text of bounded length for any bytes', () => {
  fc.assert(
    fc.property(body, fc.option(text), (bytes, contentType) => {
      const read = readHtml(bytes, contentType);
      expect(Object.keys(read).toSorted()).toEqual(['isInteractive', 'lines', 'title']);
      const length = read.lines.reduce((sum, { text: line }) => sum + line.length, 0);
      expect(read.title.length + length).toBeLessThanOrEqual(20 * bytes.length + 2);
      const signs = readSigns({ status: 403, ...read });
      expect(SIGNS).toEqual(expect.arrayContaining(signs));
    }),
    { numRuns: 500 },
  );
});
