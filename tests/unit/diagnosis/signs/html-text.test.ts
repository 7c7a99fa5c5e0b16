import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readHtml } from '@/utils/diagnosis/signs/html-text.ts';

const utf8 = (html: string) => new TextEncoder().encode(html);
const textOf = (body: string) =>
  readHtml(utf8(body), 'text/html; charset=utf-8')
    .lines.map(({ text }) => text)
    .join('\n');

function encoded(html: string, charset: string): Uint8Array {
  return new Uint8Array(execFileSync('iconv', ['-f', 'UTF-8', '-t', charset], { input: html }));
}

describe('readHtml finds the charset', () => {
  const html = (charset = '') => `<html><head>${charset}<title>証明書</title></head><body>導入</body></html>`;
  test.each([
    ['in the header', encoded(html(), 'SHIFT_JIS'), 'text/html; charset="Shift_JIS"'],
    ['in an XML declaration', encoded(`<?xml version="1.0" encoding="Shift_JIS"?>${html()}`, 'SHIFT_JIS'), 'text/html'],
    [
      'in a meta element below an XML declaration',
      encoded(`<?xml version="1.0" encoding="UTF-8"?>${html('<meta charset="Shift_JIS">')}`, 'SHIFT_JIS'),
      'text/html',
    ],
    ['in a meta element', encoded(html('<meta charset="euc-jp">'), 'EUC-JP'), 'text/html'],
    [
      'in an old meta element',
      encoded(html('<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'), 'SHIFT_JIS'),
      null,
    ],
    ['of a BOM, whatever the header says', utf8(`\ufeff${html()}`), 'text/html; charset=shift_jis'],
    ['that the answer does not name, as UTF-8', utf8(html()), null],
    ['that does not exist, as UTF-8', utf8(html()), 'text/html; charset=klingon'],
  ])('readHtml decodes a charset %s', (_where, bytes, header) => {
    expect(readHtml(bytes, header)).toEqual({
      title: '証明書',
      lines: [{ text: '導入', marks: '' }],
      isInteractive: false,
    });
  });
});

test.each([
  ['without tags inside words', '証<b>明</b><wbr>書', '証明書'],
  ['with a line end after blocks and breaks', '<h1>証明書</h1><p>が<br>ない</p>', '証明書\nがない'],
  ['with one space for white space', 'a\n\t  b', 'a b'],
  [
    'with its entities resolved',
    '&lt;&amp;&gt;&quot;&nbsp;&#35388;&#x660e;&shy;&copy;&#9999999;',
    '<&>" 証明&copy;\ufffd',
  ],
  ['without comments', 'a<!-- <p>証明書 --> b', 'a b'],
  ['without a comment that does not end', 'a<!-- <p>証明書', 'a'],
  ['without scripts and styles', 'a<script>"<!--" </p></script><style>p{}</style><noscript>c</noscript>b', 'ab'],
  [
    'without hidden elements',
    'a<div hidden>b<div>c</div>d</div>e<p style="color:red; DISPLAY : none">f</p>g',
    'a\ne\ng',
  ],
  ['without an XML declaration', '<?xml version="1.0" encoding="UTF-8"?><p>a</p>b', 'a\nb'],
  ['without hidden elements below a doctype', '<!doctype html><p hidden>a</p>b', 'b'],
  ['without a hidden element that does not end', 'a<div hidden>b', 'a'],
  ['with an element whose attributes only mention "hidden"', '<p data-x="hidden" class="hidden">a</p>', 'a'],
  ['with a line end for a hidden break', 'a<br hidden>b', 'a\nb'],
  ['without an incomplete tag', 'a<p class="x', 'a'],
  ['of a line with a lone <', 'a <3 b', 'a 3 b'],
  ['of an element with > in an attribute', '<p title="a>b">c', 'c'],
  ['of a drawing by its title', '<svg><title>証明書がありません</title><path d=""/></svg>', '証明書がありません'],
  ['without furigana', 'この<ruby>証明書<rp>(</rp><rt>しょうめいしょ</rt><rp>)</rp></ruby>は', 'この証明書は'],
  [
    'without furigana that do not end',
    '<ruby>証<rt>しょう</ruby><ruby>明書<rt>めいしょ</ruby>は<p>ない',
    '証明書は\nない',
  ],
  ['of a word that is broken with a hyphen', 'main-<br>tenance, out-of-<br>hours', 'maintenance, out-of-\nhours'],
  ['of an empty answer', '', ''],
])('readHtml returns the text %s', (_what, html, text) => {
  expect(textOf(html)).toBe(text);
});

test.each([
  ['<form><input name="id"></form>', true],
  ['<form><select><option>a</select></form>', false],
  ['<form><select></select><input type=search></form>', true],
  ['<form><input name="q"></form>', false],
  ['<input placeholder="物件を検索"><input type="submit" title="検索"><input type="hidden" name="q">', false],
  ['<input disabled><textarea readonly></textarea><fieldset disabled><input></fieldset>', false],
  ['<textarea>', true],
  ['<form><input type="hidden" name="t"><INPUT TYPE=submit value="閉じる"><button>戻る</button></form>', false],
  ['<p></p>'.repeat(300), false],
  ['<p></p>'.repeat(301), true],
])('readHtml detects fields and many elements: %#', (html, isInteractive) => {
  expect(readHtml(utf8(html), null).isInteractive).toBe(isInteractive);
});

test.each([
  ['arbitrary bytes', Uint8Array.from({ length: 65_536 }, (_, i) => (i * 31) % 256)],
  ['tags without end', utf8('<a "'.repeat(16_000))],
  ['scripts without end', utf8('<script '.repeat(8_000))],
  ['hidden elements without end', utf8('<p hidden>'.repeat(300))],
  ['half a character', encoded('証明書', 'SHIFT_JIS').subarray(0, 5)],
])('readHtml does not throw for %s', (_what, bytes) => {
  expect(() => readHtml(bytes, 'text/html; charset=shift_jis')).not.toThrow();
});
