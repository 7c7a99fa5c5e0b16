/** One word for one thing in all that users and administrators read in Japanese: texts, README and documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';

interface ChosenWord {
  word: string;
  /** Words that mean the same, and are not used. */
  others: RegExp;
  why: string;
}

const CHOSEN_WORDS: readonly ChosenWord[] = [
  {
    word: '（証明書を）入れる',
    others:
      /導入(し|す|さ|でき|済)|取り込[みむんめ]|(?<!自動|サイレント )インストール(し|す|さ)|インポート(し|す|でき)/,
    why: 'the manual’s title has 導入, Windows has インポート; both stay in names and labels',
  },
  {
    word: '確かめる',
    others: /確認(し|す|さ|でき|出来|中|済)|ご確認/,
    why: '確認 stays a noun: 導入確認サイト, 要確認',
  },
  {
    word: '消す',
    others: /(?<!(拡張機能|履歴|Cookie)(を|の)?)削除(し(?!たい)|す|さ)/,
    why: '削除 stays for what the browser or Windows calls so',
  },
  {
    word: '（ブラウザーを）開き直す',
    others: /(?<!(PC|Windows)( を|を| の|の| も|も)?)再起動|起動し直|立ち上げ直/,
    why: 'only a PC is restarted (再起動): the two steps must not be confused',
  },
  {
    word: '職場のシステム担当',
    others: /貴機関|管理者(に(?!は|よって)|の指示)|システム管理者/,
    why: 'users read their own office’s words; the administrator of まもりす is someone else',
  },
  { word: '操作マニュアル', others: /手引き/, why: 'what the document in their hands calls itself' },
  {
    word: '証明書を入れる（場所の名前）',
    others: /はじめての設定|初期設定/,
    why: 'also for those whose certificate expired',
  },
  {
    word: 'InPrivate ウィンドウ、シークレット ウィンドウ',
    others: /履歴を残さない/,
    why: 'the label of each browser; nothing on the screen is called otherwise',
  },
  {
    word: 'お気に入り（ブックマーク）',
    others: /(?<!お気に入り（)ブックマーク/,
    why: 'Edge and the manual say お気に入り',
  },
  {
    word: '選択画面',
    others: /選択の画面|選択ダイアログ|選択ウィンドウ/,
    why: 'the dialog that asks for a certificate',
  },
  {
    word: '（通信を）検査する',
    others: /通信(（TLS\/SSL）)?(の中身)?を調べ(?!る機能)|傍受/,
    why: 'what the settings of antivirus software say; 通信の中身を調べる機能 explains it where it comes first',
  },
  {
    word: 'ブラウザー、サーバー、ユーザー、フォルダー',
    others: /ブラウザ(?!ー)|サーバ(?!ー)|ユーザ(?!ー| ID|登録・管理方法)|フォルダ(?!ー)/,
    why: 'as Windows writes them; 管理ユーザ ID and ユーザ登録・管理方法について are labels',
  },
];

/** Finds chosen words whose place another word has taken: "found → chosen". */
function findOthers(text: string): string[] {
  return CHOSEN_WORDS.flatMap(({ word, others }) => {
    const found = others.exec(text)?.[0];
    return found ? [`${found} → ${word}`] : [];
  });
}

/** Words that users type into the search may be any. */
const SEARCH_WORDS = /^(trouble\.\w+\.words|omnibox\.words\.)/;
/** Texts for administrators, who meet the terms of policies. */
const FOR_ADMINISTRATORS = /^admin\./;
const TERMS_OF_POLICIES = /削除用|自動インストール|管理者の権限/g;

const texts = (await parseMessagesFile('locales/ja.yml')).flatMap((entry) =>
  'message' in entry ? [{ key: entry.key.join('.'), message: entry.message }] : [],
);

test('the texts use the chosen words', () => {
  const found = texts
    .filter(({ key }) => !SEARCH_WORDS.test(key))
    .flatMap(({ key, message }) =>
      findOthers(FOR_ADMINISTRATORS.test(key) ? message.replaceAll(TERMS_OF_POLICIES, '') : message).map(
        (other) => `${key}: ${other}`,
      ),
    );
  expect(found).toEqual([]);
});

/** Documents that quote pages of systems, or single words of texts. */
const QUOTING = ['ask.md', 'browser-facts.md', 'diagnosis.md', 'manual-facts.md', 'office.md', 'speed.md'];
const DOCUMENTS = [
  'README.md',
  ...readdirSync('docs', { encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !QUOTING.includes(name))
    .map((name) => `docs/${name}`),
];

test.each(DOCUMENTS)('the Japanese parts of %s use the chosen words', (path) => {
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines.flatMap((line, index) => findOthers(line).map((other) => `${index + 1}: ${other}`))).toEqual([]);
});

const PLANTED: readonly (readonly [text: string, word: string])[] = [
  ['証明書を導入します。', '（証明書を）入れる'],
  ['ファイルを取り込み直します。', '（証明書を）入れる'],
  ['お知らせを確認します。', '確かめる'],
  ['内容をご確認ください。', '確かめる'],
  ['ファイルを削除します。', '消す'],
  ['ブラウザーを再起動します。', '（ブラウザーを）開き直す'],
  ['貴機関の管理者に依頼します。', '職場のシステム担当'],
  ['管理者にご相談ください。', '職場のシステム担当'],
  ['手引きに沿って登録します。', '操作マニュアル'],
  ['はじめての設定に進みます。', '証明書を入れる（場所の名前）'],
  ['履歴を残さないウィンドウで開く', 'InPrivate ウィンドウ、シークレット ウィンドウ'],
  ['ブックマークを登録し直します。', 'お気に入り（ブックマーク）'],
  ['選択の画面が出ています。', '選択画面'],
  ['ソフトが通信（TLS/SSL）を調べると', '（通信を）検査する'],
  ['ブラウザを閉じます。', 'ブラウザー、サーバー、ユーザー、フォルダー'],
];

describe('the search for other words', () => {
  test.each(PLANTED)('finds the other word in 「%s」', (text, word) => {
    expect(findOthers(text).map((found) => found.split(' → ')[1])).toEqual([word]);
  });

  test.each([
    '導入確認サイトで確かめます。',
    '「正しくインポートされました」と出れば終わりです。',
    'PC の再起動でもかまいません。Windows を再起動してください。',
    '管理ユーザ ID、ユーザ登録・管理方法について',
    'お気に入り（ブックマーク）を登録し直します。',
    '通信の中身を調べる機能（通信の検査）',
    '履歴・Cookie の削除では直りません。',
  ])('leaves labels and names alone: 「%s」', (text) => {
    expect(findOthers(text)).toEqual([]);
  });

  test('each chosen word has a planted example', () => {
    expect(new Set(PLANTED.map(([, word]) => word))).toEqual(new Set(CHOSEN_WORDS.map(({ word }) => word)));
  });
});
