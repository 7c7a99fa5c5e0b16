import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readHtml } from '@/utils/diagnosis/signs/html-text.ts';

const utf8 = (html: string) => new TextEncoder().encode(html);
const textOf = (body: string) => readHtml(utf8(body), 'text/html; charset=utf-8').text;

function encoded(html: string, charset: string): Uint8Array {
  return new Uint8Array(execFileSync('iconv', ['-f', 'UTF-8', '-t', charset], { input: html }));
}

describe('the charset', () => {
  const html = (charset = '') => `<html><head>${charset}<title>証明書</title></head><body>導入</body></html>`;
  test.each([
    ['in the header', encoded(html(), 'SHIFT_JIS'), 'text/html; charset="Shift_JIS"'],
    ['in a meta element', encoded(html('<meta charset="euc-jp">'), 'EUC-JP'), 'text/html'],
    [
      'in an old meta element',
      encoded(html('<META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'), 'SHIFT_JIS'),
      null,
    ],
    ['of a BOM, whatever the header says', utf8(`\ufeff${html()}`), 'text/html; charset=shift_jis'],
    ['that nobody tells', utf8(html()), null],
    ['that nobody knows', utf8(html()), 'text/html; charset=klingon'],
  ])('%s', (_where, bytes, header) => {
    expect(readHtml(bytes, header)).toEqual({ title: '証明書', text: '導入', isInteractive: false });
  });
});

test.each([
  ['tags inside words vanish', '証<b>明</b><wbr>書', '証明書'],
  ['blocks and breaks end lines', '<h1>証明書</h1><p>が<br>ない</p>', '証明書\n\nが\nない'],
  ['white space is one space', 'a\n\t  b', 'a b'],
  ['entities', '&lt;&amp;&gt;&quot;&nbsp;&#35388;&#x660e;&shy;&copy;&#9999999;', '<&>" 証明&copy;\ufffd'],
  ['comments', 'a<!-- <p>証明書 --> b', 'a b'],
  ['a comment without end', 'a<!-- <p>証明書', 'a'],
  ['scripts and styles', 'a<script>"<!--" </p></script><style>p{}</style><noscript>c</noscript>b', 'ab'],
  ['hidden elements', 'a<div hidden>b<div>c</div>d</div>e<p style="color:red; DISPLAY : none">f</p>g', 'a\ne\ng'],
  ['hidden elements below a doctype', '<!doctype html><p hidden>a</p>b', 'b'],
  ['a hidden element without end', 'a<div hidden>b', 'a'],
  ['what only looks hidden', '<p data-x="hidden" class="hidden">a</p>', 'a'],
  ['a hidden break', 'a<br hidden>b', 'a\nb'],
  ['a tag that is cut off', 'a<p class="x', 'a'],
  ['a lone <', 'a <3 b', 'a 3 b'],
  ['> in an attribute', '<p title="a>b">c', 'c'],
  ['nothing', '', ''],
])('the text: %s', (_what, html, text) => {
  expect(textOf(html)).toBe(text);
});

test.each([
  ['<form><input name="id"></form>', true],
  ['<form><select><option>a</select></form>', true],
  ['<textarea>', true],
  ['<form><input type="hidden" name="t"><INPUT TYPE=submit value="閉じる"><button>戻る</button></form>', false],
  ['<p></p>'.repeat(300), false],
  ['<p></p>'.repeat(301), true],
])('what can be worked with', (html, isInteractive) => {
  expect(readHtml(utf8(html), null).isInteractive).toBe(isInteractive);
});

test.each([
  ['bytes that mean nothing', Uint8Array.from({ length: 65_536 }, (_, i) => (i * 31) % 256)],
  ['tags without end', utf8('<a "'.repeat(16_000))],
  ['scripts without end', utf8('<script '.repeat(8_000))],
  ['hidden elements without end', utf8('<p hidden>'.repeat(300))],
  ['half a character', encoded('証明書', 'SHIFT_JIS').subarray(0, 5)],
])('never throws: %s', (_what, bytes) => {
  expect(() => readHtml(bytes, 'text/html; charset=shift_jis')).not.toThrow();
});
