/** Pages of many sources and kinds, read without a browser, and paraphrases drawn with a fixed seed. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentOf } from '@/scripts/ask/answer.ts';
import { type PageContent, readInLayers } from '@/utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '@/utils/diagnosis/signs/signs.ts';
import { wordsOf } from '@/utils/diagnosis/signs/statements.ts';
import { PUBLIC_PAGES } from '../../../corpus/public-pages.ts';

interface KindPage {
  id: string;
  status: number;
  html: string;
  sign: string;
  /** The title and the text that scripts write, or of a page without markup. */
  title?: string;
  text?: string;
  at?: string;
  contentType?: string;
  frames?: Record<string, string>;
}

/** Each kind of page that was once read wrong, with healthy twins (`-h`) and pages of another truth (`-c`). */
const KINDS = JSON.parse(readFileSync('tests/corpus/page-kinds.json', 'utf8')) as KindPage[];

/**
 * Pages by authors who did not know the reader; docs/diagnosis.md has the figures of the first reading. `missed`: read
 * wrong to this day.
 */
const BLIND = JSON.parse(readFileSync('tests/corpus/blind-pages.json', 'utf8')) as (KindPage & { missed?: boolean })[];

const ORDER: readonly Sign[] = [
  'certificate-refused',
  'certificate-absent',
  'proxy',
  'maintenance',
  'closed',
  'certificate-present',
  'server-error',
];

/** The strongest sign, in the order of the diagnosis; a status of 5xx reports an error of the server by itself. */
function read(content: PageContent): { sign: string; statements: string[] } {
  const { signs, statements } = readInLayers(content);
  const strongest = ORDER.find((sign) => signs.includes(sign));
  const sign = strongest ?? (content.status >= 500 ? 'server-error' : 'none');
  return { sign, statements: statements.map((one) => `${one.sign}: ${wordsOf(one)} (${one.refusal ?? 'believed'})`) };
}

const moment = (hour = '10:00') => Date.parse(`2026-11-24T${hour}:00+09:00`);
const PAGE = { title: '', text: '', isAtWork: false };

/** A page as a case of `npm run ask`. Scripts need a browser: their result is in the text. */
function readKind({ sign, at, html, text, ...page }: KindPage): { sign: string; statements: string[] } {
  const shown = html.includes('<script>') ? { text: text ?? '' } : { html };
  const content = contentOf({ ...PAGE, ...page, ...shown, endedAt: moment(at) });
  if (sign !== 'other-reason') return read(content);
  return { sign: readInLayers(content).signs.join(), statements: [] };
}

test.each(KINDS)('a page of each kind is read right: $id', (page) => {
  const { sign, statements } = readKind(page);
  expect(sign, statements.join('\n')).toBe(page.sign);
});

test.each(BLIND)('a page by an author who did not know the reader is read as before: $id', (page) => {
  const { sign, statements } = readKind(page);
  if (page.missed) expect(sign, 'read right now: remove `missed`').not.toBe(page.sign);
  else expect(sign, statements.join('\n')).toBe(page.sign);
});

test.each(
  PUBLIC_PAGES.map(([sign, status, title, text, source, hour]) => ({ sign, status, title, text, source, hour })),
)('a page of a public system gives $sign: $text ($source)', ({ sign, status, title, text, hour }) => {
  const { sign: found, statements } = read(contentOf({ ...PAGE, status, title, text, endedAt: moment(hour) }));
  const silent = status >= 500 ? 'server-error' : 'none';
  expect(found, statements.join('\n')).toBe(sign === 'silent' ? silent : sign);
});

describe('paraphrases', () => {
  /** A generator of numbers with a fixed seed (mulberry32). */
  function dice(seed: number): (sides: number) => number {
    let state = seed;
    return (sides) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
    };
  }

  const CERTIFICATES = [
    'クライアント証明書',
    '電子証明書',
    '端末証明書',
    'デジタル証明書',
    'SSLクライアント証明書',
    'ユーザー証明書',
  ];
  const ABSENT = ['見つかり', '確認でき', '提示され', '送信され', '検出でき', '読み取れ', '受信でき', '導入され'];
  const REFUSED = [
    '失効して',
    '無効になって',
    '有効期限が切れて',
    '有効期間が満了して',
    '取り消されて',
    '期限を過ぎて',
  ];
  const DENIED: Record<string, readonly [plain: string, polite: string, past: string]> = {
    見つかり: ['見つからない', '見つかりません', '見つかりませんでした'],
    確認でき: ['確認できない', '確認できません', '確認出来ませんでした'],
    提示され: ['提示されていない', 'ご提示頂けておりません', '提示されませんでした'],
    送信され: ['送信されていない', '送信されておりません', '送られてきませんでした'],
    検出でき: ['検出できない', '検出できません', '検出されませんでした'],
    読み取れ: ['読み取れない', '読取れません', '読み取ることができませんでした'],
    受信でき: ['受信できない', '受信できません', '受信出来ませんでした'],
    導入され: ['導入されていない', '導入されておりません', '導入されていませんでした'],
  };
  const LEADS = ['', 'お使いのパソコンから', 'この端末では、', '申し訳ございませんが、', 'ご利用の'];
  const BREAKS = [(text: string) => text, (text: string) => text.replace('証明書', '証明\n書'), (text: string) => text];
  const toWide = (text: string) => text.replace(/[A-Z]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

  const roll = dice(20_261_129);
  const pick = <Item>(items: readonly Item[]): Item => items[roll(items.length)] as Item;

  function sentence(): { text: string; sign: string } {
    const certificate = pick(CERTIFICATES);
    const particle = pick(['が', 'は']);
    if (roll(2) === 0) {
      const forms = DENIED[pick(ABSENT)] ?? ['', '', ''];
      return { text: `${pick(LEADS)}${certificate}${particle}${pick(forms)}。`, sign: 'certificate-absent' };
    }
    const end = pick(['いる。', 'います。', 'おります。']);
    return { text: `${pick(LEADS)}${certificate}${particle}${pick(REFUSED)}${end}`, sign: 'certificate-refused' };
  }

  const pages = Array.from({ length: 1500 }, () => {
    const { text, sign } = sentence();
    const status = pick([200, 400, 401, 403]);
    return {
      status,
      title: status === 200 ? 'エラー' : pick(['', 'エラー', '接続不可']),
      text: toWide(pick(BREAKS)(text)),
      sign,
    };
  });

  test('statements keep their meaning in every politeness, spelling, width and line break', () => {
    const wrong = pages.filter(
      ({ sign, ...page }) => read(contentOf({ ...PAGE, ...page, endedAt: moment() })).sign !== sign,
    );
    expect(wrong.map(({ status, text }) => `${status} ${text}`)).toEqual([]);
  });

  /** The same statements as a condition, a quotation, a question, of others, or as a schedule. */
  const TWINS: readonly ((text: string) => string)[] = [
    (text) => `${text.replace('。', '')}場合は、管理者へご連絡ください。`,
    (text) => `「${text}」と表示された方は、再起動してください。`,
    (text) => `${text.replace('。', '')}ときの直し方`,
    (text) => `${text.replace('。', '')}可能性があります。`,
    (text) => `${text.replace('。', '')}かどうかをご確認ください。`,
  ];

  test('healthy twins of the statements give no sign', () => {
    const wrong = pages.flatMap(({ text }) => {
      const twin = pick(TWINS)(text);
      const { sign } = read(contentOf({ ...PAGE, status: 200, title: 'ご案内', text: twin, endedAt: moment() }));
      return sign === 'none' ? [] : [`${sign}: ${twin}`];
    });
    expect(wrong).toEqual([]);
  });
});
