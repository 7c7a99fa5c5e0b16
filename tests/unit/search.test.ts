import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, test } from 'vitest';
import { SYMPTOMS, type SymptomId } from '@/utils/catalog/symptoms.ts';
import { findSymptoms, indexSymptoms, symptomsOfCode } from '@/utils/diagnosis/find-symptoms.ts';
import { createIndex, type Findable, search } from '@/utils/search.ts';

async function symptomsIn(language: string) {
  const parsed = await parseMessagesFile(`locales/${language}.yml`);
  const texts = new Map(parsed.map((entry) => [entry.key.join('.'), 'message' in entry ? entry.message : '']));
  const textOf = (key: string) => texts.get(key) ?? '';
  return indexSymptoms((id) => ({ title: textOf(`trouble.${id}.title`), words: textOf(`trouble.${id}.words`) }));
}

const japanese = await symptomsIn('ja');
const english = await symptomsIn('en');

const NOTHING = { fillers: '', idsOfCode: () => undefined };

/** Queries about other subjects that have clauses. */
const WITH_CLAUSES = [
  '給湯器が壊れました。！！！！',
  '給湯器、    ',
  '給湯器: ----',
  'lunch menu. ????',
  '年末調整の書き方、できません。',
  '年末調整の書類、表示されません。',
  '来客用の駐車場、現在使用中。',
  '給湯器、2026/11/24 10:15:00',
];

describe('the best match for the words of users', () => {
  test.each<[string, SymptomId]>([
    ['くるくる', 'endless'],
    ['ウイルス対策ソフト', 'repeated'],
    ['プロキシが悪いのか', 'proxy'],
    [
      'パソコンの日時（2023年1月1日 日曜日 9:12:00）が正しくないため、office.mamoris-net.jp とのプライベート接続を確立できません。',
      'clock',
    ],
    ['office.mamoris-net.jp により予期せず接続が終了しました。', 'unreachable'],
    ['物件の一覧を印刷したいのですが、画面が真っ白です', 'blank'],
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
    ['動かない', 'endless'],
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

/** Queries from error pages of Chromium and Edge, help pages of banks and offices, and forums. */
describe('what browsers print and people ask', () => {
  test.each<[string, string]>([
    // Messages of Chromium and Edge, whole, in part, and with a host name.
    ['このサイトは安全に接続できません', 'unreachable cutOff'],
    ['office.mamoris-net.jp から無効な応答が送信されました。', 'unreachable cutOff'],
    ['kensa.mamoris-net.jp により途中で接続が切断されました。', 'unreachable'],
    ['office.mamoris-net.jp は接続を拒否しました', 'unreachable'],
    ['応答に時間がかかりすぎました', 'unreachable'],
    ['申し訳ございません。このページに到達できません', 'unreachable'],
    ['ログイン証明書が提示されていない', 'badCertificate'],
    ['ログイン証明書の使用中に問題が発生しました', 'key'],
    ['サーバーのIPアドレスが見つかりませんでした', 'offline'],
    ['リダイレクトが繰り返し行われました', 'stopped endless'],
    ['このページを表示する権限がありません', 'notInstalled'],
    ['office.mamoris-net.jp へのアクセスが拒否されました', 'notInstalled'],
    ['組織では、このサイトの表示を許可していません', 'blocked'],
    ['パソコンの日時が正しくないため接続を確立できません', 'clock'],
    ['接続がプライベートではありません', 'intercepted'],
    ['攻撃者が情報を不正に取得しようとしている可能性があります', 'intercepted'],
    ['暗号スイートがサポートされていません', 'outdated'],
    ['ページが応答していません', 'endless'],
    ["This site can't be reached", 'unreachable'],
    ["Hmmm… can't reach this page", 'unreachable'],
    ["didn't accept your login certificate", 'badCertificate'],
    ['400 Bad Request No required SSL certificate was sent', 'notInstalled'],
    // Codes, however they are written.
    ['NET::ERR_CERT_COMMON_NAME_INVALID', 'intercepted'],
    ['CONNECTION_RESET', 'unreachable'],
    ['ERR CONNECTION CLOSED', 'unreachable'],
    ['err-name-not-resolved', 'offline'],
    ['ＥＲＲ＿ＴＩＭＥＤ＿ＯＵＴ', 'unreachable'],
    ['ERR_CERT', 'intercepted'],
    ['エラーコード：ERR_EMPTY_RESPONSE', 'unreachable'],
    ['昨日からERR_CONNECTION_RESETと出て業務ができない', 'unreachable'],
    ['HTTP ERROR 403', 'notInstalled'],
    ['エラー403と表示され申請が送れない', 'notInstalled'],
    ['HTTP Error 403.16 - Forbidden', 'notInstalled'],
    ['ステータスコード 500', 'stopped'],
    ['407 Proxy Authentication Required', 'proxy'],
    // Products, in kana and in Latin letters.
    ['Ｋａｓｐｅｒｓｋｙ', 'repeated intercepted'],
    ['カスペルスキー', 'repeated intercepted'],
    ['ウイルスバスター ビジネスセキュリティ', 'repeated intercepted'],
    ['Windows Defender', 'repeated intercepted'],
    ['FortiGate でブロックされる', 'proxy blocked'],
    ['アイフィルター', 'proxy blocked'],
    // Questions, with any ending.
    ['電子証明書を取得したパソコンが壊れた', 'newPc'],
    ['電子証明書の有効期限が切れていてログインできない', 'since2021 several'],
    ['電子証明書を誤って削除してしまいました', 'newPc'],
    ['証明書の選択画面が後ろに隠れてしまう', 'hidden'],
    ['証明書選択のポップアップが出てこない', 'hidden'],
    ['間違えて別の証明書を選んだ', 'several cancelled'],
    ['どの証明書を選べばいいですか', 'choose'],
    ['キャンセルを押してしまった', 'cancelled'],
    ['暗証番号を忘れてしまった', 'password'],
    ['担当者が退職したのでIDを削除したい', 'users'],
    ['土日は使えますか', 'closed'],
    ['夜10時以降に使えない', 'closed'],
    ['画面が固まって動かない', 'endless'],
    ['クルクル回ってフリーズする', 'endless'],
    ['画面が白く表示される', 'blank'],
    ['ひらかない', 'unreachable'],
    ['開かなくなった', 'unreachable'],
    ['つながりません', 'unreachable offline'],
    ['リモートデスクトップで証明書が出ない', 'newPc hidden'],
    ['何度も認証を求められる', 'repeated proxy'],
    ['サーバーが混み合っています', 'stopped'],
    ['スマートフォンから使えますか', 'outdated'],
  ])('「%s」 finds one of %s first', (query, ids) => {
    expect(ids.split(' ')).toContain(search(query, japanese)[0]);
  });

  test('queries about other subjects find nothing', () => {
    const subjects =
      '給湯器 確定申告のやり方 ERR_NO_SUCH_ERROR 証明書＋給湯器 🦆 鴨 付保証明書の再発行 印鑑証明書の取り方 車検証明書 ' +
      '在職証明書が欲しい 納税証明書 請求書を再発行してほしい 保険証券の再発行 瑕疵保険の申し込み 保険料の計算方法 ' +
      '検査の予約を変更したい 現場検査員の変更 電話番号の変更届 運転免許証の更新 マイナンバーカードの更新 500円 手数料500円 ' +
      'プリンターの紙詰まり パスタの作り方 ロック音楽 パンの耳 キャンセル料 まったく関係のない話 おはようございます あいうえお ' +
      'asdfghjkl 12345 999 Netflix 안녕하세요 стол 你好世界 bonjour';
    for (const query of WITH_CLAUSES) expect(search(query, japanese), query).toEqual([]);
    for (const query of subjects.split(' ')) expect(search(query, japanese), query).toEqual([]);
    for (const query of ['hello world', 'how to cook rice']) expect(search(query, japanese), query).toEqual([]);
  });

  test('a query that finds nothing gets the nearest symptoms, if there are any', () => {
    expect(findSymptoms('窓が開かない', japanese)).toMatchObject({ found: [], near: ['unreachable'] });
    expect(findSymptoms('給湯器', japanese)).toEqual({ found: [], near: [] });
    expect(findSymptoms('403', japanese).near).toEqual([]);
  });
});

test('a code means the symptoms of its kind', () => {
  expect(symptomsOfCode('err_cert_weak_key')).toEqual(symptomsOfCode('NET_ERR_CERT_AUTHORITY_INVALID'));
  expect(symptomsOfCode('dns_probe_finished_nxdomain')).toEqual(symptomsOfCode('ERR_NAME_NOT_RESOLVED'));
  expect(symptomsOfCode('599')).toEqual(['stopped']);
  expect(symptomsOfCode('499')).toEqual(['notInstalled']);
  for (const word of ['200', '5000', 'abc', 'err_no_such_error', '_', '']) expect(symptomsOfCode(word)).toBeUndefined();
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
    { id: 'apart', title: '選択', words: '証明書 出ない' },
    { id: 'words', title: '別', words: '証明書が出ない' },
    { id: 'title', title: '証明書が出ない', words: '' },
  ];
  test.each([
    ['証明書が出ない', ['title', 'words', 'apart']],
    ['証明書', ['title', 'apart', 'words']],
    ['証明書 選択', ['apart']],
    ['ショウメイショ', []],
  ])('「%s」 finds %o in this order', (query, expected) => {
    expect(search(query, createIndex(entries, NOTHING))).toEqual(expected);
  });
});

describe('the words of a query', () => {
  const entries: Findable<string>[] = [
    { id: 'hours', title: '朝', words: '夜' },
    { id: 'paper', title: '証明書 再発行', words: '選択してください' },
    { id: 'closed', title: 'バツ', words: '' },
    { id: 'browser', title: 'IE', words: '' },
    { id: 'several', title: '2つ', words: '' },
  ];
  const index = createIndex(entries, { ...NOTHING, fillers: 'tried 使いたい 押した ボタン 表示' });
  test.each<[string, string[]]>([
    // A verb after a kanji, and an hour in kanji.
    ['朝早く使いたい', ['hours']],
    ['朝七時に使いたい', ['hours']],
    ['朝食', []],
    // One kanji before a known word, and a word before a document.
    ['旧証明書を表示', ['paper']],
    ['付保証明書を再発行', []],
    // Endings after katakana and Latin letters.
    ['バツにしてください', ['closed']],
    ['IEにしてください', ['browser']],
    ['×ボタンを押した', ['closed']],
    ['7×4', []],
    ['四つ', ['several']],
    ['5つ', ['several']],
    // A workplace is no trouble.
    ['東京支店の総務課長がIEを使いたい', ['browser']],
  ])('「%s」 finds %o', (query, expected) => {
    expect(search(query, index)).toEqual(expected);
  });
});
