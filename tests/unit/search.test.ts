import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { SYMPTOMS, type SymptomId } from '@/utils/catalog/symptoms.ts';
import { type Findable, search } from '@/utils/search.ts';

async function entriesIn(language: string): Promise<Findable<SymptomId>[]> {
  const parsed = await parseMessagesFile(`locales/${language}.yml`);
  const texts = new Map(parsed.map((entry) => [entry.key.join('.'), 'message' in entry ? entry.message : '']));
  return SYMPTOMS.map(({ id }) => ({
    id,
    title: texts.get(`trouble.${id}.title`) ?? '',
    words: texts.get(`trouble.${id}.words`) ?? '',
  }));
}

const japanese = await entriesIn('ja');
const english = await entriesIn('en');

describe('the best match for the words of users', () => {
  test.each<[string, SymptomId]>([
    ['くるくる', 'endless'],
    ['クルクル', 'endless'],
    ['ｸﾙｸﾙ', 'endless'],
    ['ぐるぐる回る', 'endless'],
    ['真っ白', 'blank'],
    ['まっしろ', 'blank'],
    ['画面が真っ白', 'blank'],
    ['403', 'notInstalled'],
    ['証明書なし', 'notInstalled'],
    ['証明書が無い', 'notInstalled'],
    ['証明書ない', 'notInstalled'],
    ['アクセスが拒否されました', 'notInstalled'],
    ['開けない', 'unreachable'],
    ['開かない', 'unreachable'],
    ['サイトが開けない', 'unreachable'],
    ['繋がらない', 'unreachable'],
    ['動かない', 'unreachable'],
    ['昨日まで', 'unreachable'],
    ['４００', 'notInstalled'],
    ['証明書 出ない', 'hidden'],
    ['証明書が出ない', 'hidden'],
    ['パスワード わからない', 'password'],
    ['パスワードわからない', 'password'],
    ['パスワードを忘れた', 'password'],
    ['OK 押せない', 'okButton'],
    ['ｏｋ　押せない', 'okButton'],
    ['OKが押せない', 'okButton'],
    ['キャンセル', 'cancelled'],
    ['何度も', 'repeated'],
    ['ウィルスバスター', 'repeated'],
    ['2021年', 'since2021'],
    ['新しいパソコン', 'newPc'],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'badCertificate'],
    ['err_socket_not_connected', 'cutOff'],
    ['net::ERR_CERT_DATE_INVALID', 'clock'],
    ['503', 'stopped'],
    ['メンテ', 'stopped'],
    ['404', 'address'],
    ['アドレスを打つ', 'address'],
    ['閉じている時間', 'closed'],
    ['何時まで', 'closed'],
    ['時計', 'clock'],
    ['プライバシー', 'intercepted'],
    ['プロキシー', 'proxy'],
    ['IEモード', 'outdated'],
    ['ユーザー登録', 'users'],
    ['ログインできない', 'password'],
    ['秘密鍵', 'key'],
    ['ブロック', 'blocked'],
    ['wi-fi', 'offline'],
    ['ＷｉＦｉ', 'offline'],
    ['アクセスできません', 'unreachable'],
  ])('「%s」 finds %s first', (query, id) => {
    expect(search(query, japanese)[0]).toBe(id);
  });

  test.each<[string, SymptomId]>([
    ['spinning', 'endless'],
    ['Blank page', 'blank'],
    ['403', 'notInstalled'],
    ['forgot password', 'password'],
    ['OK button', 'okButton'],
    ['antivirus', 'repeated'],
    ['opening hours', 'closed'],
    ['clock', 'clock'],
    ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'badCertificate'],
  ])('"%s" finds %s first', (query, id) => {
    expect(search(query, english)[0]).toBe(id);
  });
});

test('queries about other subjects find nothing', () => {
  for (const query of ['給湯器', '確定申告', 'ERR_NO_SUCH_ERROR', '証明書 給湯器', '🦆 鴨']) {
    expect(search(query, japanese), query).toEqual([]);
  }
});

test('a query without words finds everything, in order', () => {
  const all = SYMPTOMS.map(({ id }) => id);
  for (const query of ['', ' 　', '「」…？', '\u0000']) expect(search(query, japanese)).toEqual(all);
});

test('search accepts any text', () => {
  for (const query of ['['.repeat(100), '\\d+(', '\ud800', 'が', 'a'.repeat(100_000), '__proto__', '٣']) {
    expect(Array.isArray(search(query, japanese))).toBe(true);
  }
});

describe('the order of matches', () => {
  const entries: Findable<string>[] = [
    { id: 'parts', title: '出口', words: '証明書 ない' },
    { id: 'words', title: '別', words: '証明書が出ない' },
    { id: 'title', title: '証明書が出ない', words: '' },
  ];
  test.each([
    ['証明書が出ない', ['title', 'words', 'parts']],
    ['証明書', ['title', 'parts', 'words']],
    ['証明書 口', ['parts']],
    ['ショウメイショ', []],
  ])('「%s」 finds %o in this order', (query, expected) => {
    expect(search(query, entries)).toEqual(expected);
  });
});
