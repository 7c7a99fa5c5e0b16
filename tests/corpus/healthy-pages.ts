/** Healthy pages that mention certificates, maintenance and hours. None may raise an alarm. */
import { type CorpusPage, html, site } from './page.ts';

const healthy = (name: string, page: string, more: Partial<CorpusPage> = {}): CorpusPage => ({
  name,
  status: 200,
  sign: 'silent',
  html: page,
  ...more,
});

const LOGIN =
  '<form><label>ユーザID <input name="id"></label> <label>パスワード <input type="password" name="pw"></label> <button>ログイン</button></form>';

export const HEALTHY_PAGES: readonly CorpusPage[] = [
  // Text that the user types, and hidden values.
  healthy(
    'text that the user is writing',
    html('連絡', '<div contenteditable>クライアント証明書が見つかりません。</div>'),
  ),
  healthy(
    'a hidden value',
    html(
      '連絡',
      '<form><input type="hidden" name="m" value="クライアント証明書が見つかりません。"><button>送信</button></form>',
    ),
  ),
  // Login pages and related pages.
  healthy(
    'login with notices',
    site(
      'ログイン',
      `${LOGIN}<ul><li>クライアント証明書が確認できません、と表示された方は再起動してください。</li><li>ただいまメンテナンス中のシステムがあります。</li></ul>`,
    ),
  ),
  healthy('login in Shift_JIS', `<html><body>ただいまメンテナンス中です。${LOGIN}</body></html>`, {
    charset: 'SHIFT_JIS',
  }),
  healthy('login that was refused, 403', site('ログイン', `<p>証明書が見つかりません。</p>${LOGIN}`), { status: 403 }),
  healthy(
    'login, written late by a script',
    html(
      'ログイン',
      `<div id="app">読み込み中</div><script>setTimeout(() => { document.getElementById("app").innerHTML = '${LOGIN}<p>クライアント証明書がありません。</p>'; document.documentElement.dataset.done = ""; }, 300)</script>`,
    ),
    { needsBrowser: true },
  ),
  healthy(
    'login in a frame, notice in another',
    '<html><head><title>まもりすネット</title></head><frameset cols="40%,*"><frame src="news.html"><frame src="login.html"></frameset></html>',
    {
      frames: { 'news.html': html('', 'ただいまメンテナンス中です。'), 'login.html': html('', LOGIN) },
      needsBrowser: true,
    },
  ),
  healthy(
    'session time-out',
    site('エラー', '<p>セッションの有効期限が切れました。</p><p>もう一度ログインしてください。</p>'),
  ),
  healthy(
    'session time-out at a certificate’s system',
    site(
      'タイムアウト',
      '<p>一定時間操作がなかったため、接続を終了しました。セッションの有効期限が切れています。</p><p>クライアント証明書の選択画面が表示されたら、証明書を選択してください。</p>',
    ),
    { system: 'office' },
  ),
  healthy(
    'logged out',
    site('ログアウト', '<p>ログアウトしました。</p><p>サービス時間外は、次回のログインができません。</p>'),
  ),
  healthy(
    'password expired',
    site('パスワード変更', '<p>パスワードの有効期限が切れています。</p><p><a href="#">変更する</a></p>'),
  ),

  // Questions and answers, manuals, troubleshooting.
  healthy(
    'FAQ, short',
    site(
      'よくあるご質問',
      '<p>「クライアント証明書がインストールされていません」と表示された場合は、証明書を導入してください。</p>',
    ),
  ),
  healthy(
    'FAQ, Q. and A.',
    site(
      'サポート',
      '<p>Q. クライアント証明書が見つかりません。</p><p>A. 証明書を導入してから、パソコンを再起動してください。</p>',
    ),
  ),
  healthy('FAQ, Q1: and A1:', html('FAQ', '<dl><dt>Q1：証明書が無効です。</dt><dd>A1：更新してください。</dd></dl>')),
  healthy(
    'quoted, no 場合',
    html(
      'ご案内',
      '<p>「このクライアント証明書では接続できません」という画面が出た方は、管理者までご連絡ください。</p>',
    ),
  ),
  healthy(
    'quoted without と',
    html(
      '画面の説明',
      '<p>画面3　「クライアント証明書が導入されていません。」</p><p>画面4　「クライアント証明書は導入されています。」</p>',
    ),
  ),
  healthy(
    'quoted in ASCII quotes',
    html('Help', '<p>The page "No required SSL certificate was sent" means that the browser went on alone.</p>'),
  ),
  healthy(
    'quoted in double corner brackets',
    html('説明', '<p>『ただいまメンテナンス中です。』</p><p>『クライアント証明書がありません。』</p>'),
  ),
  healthy(
    'an error message mentioned without quotes',
    html('ご案内', '<p>クライアント証明書が確認できませんと表示されるときは、ブラウザーを開き直してください。</p>'),
  ),
  healthy(
    'symptoms and cures',
    html(
      '困ったときは',
      '<table><tr><th>症状</th><th>対処</th></tr><tr><td>クライアント証明書がありません。</td><td>導入する</td></tr></table>',
    ),
  ),
  healthy(
    'a list of error messages',
    html('エラーメッセージ一覧', '<p>E001 クライアント証明書が無効です。</p><p>E002 サービス時間外です。</p>'),
  ),
  healthy(
    'what to do',
    html(
      'お困りの方へ',
      '<p>証明書がインストールされていません。どうすればよいですか。</p><p>管理者の方へご相談ください。</p>',
    ),
  ),
  healthy(
    'advice to users without a certificate',
    html('ご利用の前に', '<p>クライアント証明書が導入されていないパソコンからはご利用いただけません。</p>'),
  ),
  healthy(
    'advice to users with an expired certificate',
    html('証明書の更新', '<p>クライアント証明書の有効期限が切れた方は、管理者へお申し出ください。</p>'),
  ),
  healthy(
    'a requirement',
    site(
      'ご利用環境',
      '<p>各システムのご利用には、クライアント証明書が必要です。</p><p>この画面の表示には、証明書は必要ありません。</p>',
    ),
    { system: 'portal' },
  ),
  healthy(
    'a requirement, in English',
    html(
      'Requirements',
      '<p>This system requires a client certificate. If your client certificate has expired, contact us.</p>',
    ),
  ),
  healthy(
    'possibilities, in English',
    html(
      'Notes',
      '<p>You may see an error when your client certificate is invalid.</p><p>No client certificate is required for this site.</p>',
    ),
  ),
  healthy(
    'steps',
    html(
      '導入手順',
      '<ol><li>証明書ファイルを開きます。</li><li>「正しくインポートされました」と表示されます。</li><li>確認サイトで、クライアント証明書が導入されていることを確認します。</li></ol>',
    ),
  ),
  healthy('a step that asks', html('確認', '<p>クライアント証明書がインストールされていないか確認してください。</p>')),
  healthy('checking now', html('確認', '<p>クライアント証明書を確認しています。しばらくお待ちください。</p>')),
  healthy(
    'expires soon',
    site(
      'メニュー',
      '<p>お使いのクライアント証明書は、まもなく有効期限が切れます。</p><p>有効期限：2026年12月31日</p>',
    ),
  ),
  healthy(
    'if it is lost',
    html('ご注意', '<p>証明書が無効になった際や、失効した場合は、再発行をお申し込みください。</p>'),
  ),
  healthy('all is well', html('確認', '<p>証明書の状態に異常はありません。</p>')),

  // Business documents, which are also called 証明書.
  healthy('付保証明書', site('検索結果', '<p>付保証明書が見つかりません。</p><p><a href="#">戻る</a></p>')),
  healthy(
    '保険付保証明書 at a certificate’s system',
    site('検索結果', '<p>保険付保証明書が見つかりませんでした。</p>'),
    { system: 'office' },
  ),
  healthy(
    '適合証明書',
    site('検査', '<p>適合証明書は無効です。</p><p>フラット35適合証明書の有効期限が切れています。</p>'),
  ),
  healthy('性能証明書', site('結果', '<p>住宅性能証明書が登録されていません。</p>')),
  healthy('印鑑証明書', site('提出書類', '<p>印鑑証明書が必要です。</p><p>印鑑証明書の提出が確認できません。</p>')),
  healthy('保険証明書, a break inside', site('発行', '<p>保険<br>証明書が見つかりません。</p>')),
  healthy(
    '建設住宅性能評価書 and 保証書',
    site('書類', '<p>保証書を確認しました。</p><p>確認済証が確認できません。</p>'),
  ),
  healthy(
    'リフォーム工事証明書',
    site('申請', '<p>リフォーム証明書がありません。</p><p>増改築等工事証明書は使用できません。</p>'),
    { system: 'reform' },
  ),
  healthy('証明書 alone, no match', site('検索結果', '<p>該当する証明書がありません。</p>')),
  healthy(
    '証明書 alone, not chosen',
    site('一括印刷', '<p>証明書が選択されていません。</p><p>一覧から選択してください。</p>'),
  ),
  healthy('証明書 alone, void', site('照会', '<p>番号 12-345 の証明書は無効です。</p>')),
  healthy('証明書 alone, expired', site('照会', '<p>この証明書の有効期限が切れています。</p>')),
  healthy(
    'a document that was sent',
    site('送信', '<p>証明書が送信されませんでした。</p><p>メールアドレスをご確認ください。</p>'),
  ),
  healthy(
    'documents in a narrow table',
    html(
      '一覧',
      '<table><tr><th>付保<br>証明書</th><th>状態</th></tr><tr><td>12-345</td><td>有効期限が切れました</td></tr></table>',
    ),
  ),
  healthy(
    'a server’s certificate',
    html('お知らせ', '<p>サーバー証明書の有効期限が切れていましたが、更新しました。</p>'),
  ),
  healthy(
    'revocation by an administrator',
    site('証明書管理', '<p>クライアント証明書の失効を受け付けました。</p><p>対象：00123</p>'),
    { system: 'office' },
  ),
  healthy('application for a certificate', site('申請', '<p>クライアント証明書の発行申請が見つかりません。</p>')),
  healthy(
    'download list',
    html(
      'ダウンロード',
      '<h1>ダウンロード一覧</h1><ul><li><a href="#">10_操作手引</a></li><li><a href="#">90_クライアント証明書</a></li><li><a href="#">91_証明書の導入</a></li></ul>',
    ),
    { system: 'portal' },
  ),
  healthy(
    'list of certificates',
    html(
      '証明書一覧',
      '<table><tr><th>クライアント証明書</th><th>有効期限</th><th>状態</th></tr><tr><td>00123</td><td>2026/12/31</td><td>失効</td></tr><tr><td>00124</td><td>切れ</td><td>無効</td></tr></table>',
    ),
  ),
  healthy('done', site('完了', '<p>申請を受け付けました。</p><p>営業時間外のため、処理は翌営業日となります。</p>')),

  // Notices of maintenance and hours.
  healthy(
    'announced maintenance',
    html('お知らせ', '<p>11月28日（土）22:00 から、システムメンテナンスのためサービスを停止いたします。</p>'),
    { system: 'portal' },
  ),
  healthy(
    'announced maintenance, short',
    html('お知らせ', '<p>2026/11/30 はメンテナンスのためご利用いただけません。</p>'),
  ),
  healthy(
    'announced maintenance, the date in another line',
    html(
      'システムメンテナンスのお知らせ',
      '<p>下記の日程でメンテナンスを実施いたします。期間中はメンテナンスのためご利用いただけません。</p><p>日時：12月5日（土）8:00～18:00</p>',
    ),
    { system: 'portal' },
  ),
  healthy(
    'announced maintenance, 中',
    html('お知らせ', '<p>12月5日 8:00～18:00 はメンテナンス中のため、ログインできません。</p>'),
  ),
  healthy('maintenance every month', html('お知らせ', '<p>毎月第3日曜日はメンテナンスを実施しています。</p>')),
  healthy(
    'completed maintenance',
    html('お知らせ', '<p>メンテナンスのためサービスを停止しておりましたが、メンテナンスは終了しました。</p>'),
  ),
  healthy(
    'maintenance elsewhere',
    site(
      'メニュー',
      '<p>リフォームシステムは、ただいまメンテナンス中です。</p><p>その他のシステムは通常どおりご利用いただけます。</p>',
    ),
    { system: 'portal' },
  ),
  healthy(
    'maintenance on the menu of a running system',
    html(
      'メニュー',
      '<p>ようこそ 山田様</p><p>現在、一部の機能はメンテナンス中です。</p><p><a href="#">ログアウト</a></p>',
    ),
    { system: 'office' },
  ),
  healthy(
    'announced maintenance, in English',
    html('News', '<p>The system will be under maintenance on November 28.</p>'),
  ),
  healthy(
    'maintenance as a business',
    site('長期優良住宅', '<p>住宅のメンテナンス計画を登録しました。</p><p>保守点検の記録はありません。</p>'),
  ),
  healthy('hours', html('ご利用時間', '<p>ご利用時間は 7:00～22:00 です。サービス時間外はログインできません。</p>')),
  healthy(
    'hours of the desk',
    html('お問い合わせ', '<p>コールセンターは受付時間外です。</p><p>お電話は平日 9:00～17:00 にお願いします。</p>'),
    { system: 'portal' },
  ),
  healthy(
    'a service that has ended',
    html('お知らせ', '<p>旧システムのサービスは2024年3月31日をもって終了しました。</p>'),
  ),
  healthy(
    'a filter, in a FAQ',
    html('ご利用環境', '<p>i-FILTER などによりアクセスが規制されている場合は、管理者にご相談ください。</p>'),
  ),

  // Invisible text.
  healthy(
    'in comments and scripts',
    html(
      '一覧',
      '<!-- クライアント証明書がありません。 --><script>var m = "ただいまメンテナンス中です。";</script><template>サービス時間外です。</template><noscript>証明書が無効です。</noscript><p>0 件</p>',
    ),
  ),
  healthy(
    'in hidden elements',
    html(
      '一覧',
      '<div hidden>クライアント証明書がありません。</div><div style="display: none"><p>ただいまメンテナンス中です。</p></div><p>0 件</p>',
    ),
  ),
  healthy(
    'hidden by a style sheet',
    html('一覧', '<div class="e">クライアント証明書がありません。</div><p>0 件</p>', '<style>.e{display:none}</style>'),
    { needsBrowser: true },
  ),
  healthy(
    'a body that is hidden',
    html('一覧', '<p>ただいまメンテナンス中です。</p>', '<style>body{display:none}</style>'),
    { needsBrowser: true },
  ),
  healthy(
    'in a hidden frame',
    html('一覧', '<p>3 件</p><iframe src="keep.html" width="1" height="1" style="border:0"></iframe>'),
    { frames: { 'keep.html': html('', 'ただいまメンテナンス中です。') }, needsBrowser: true },
  ),
  healthy(
    'in values',
    html(
      '一覧',
      '<form><input type="hidden" value="クライアント証明書がありません。"><input type="submit" value="メンテナンス中です"></form><p>0 件</p>',
    ),
  ),

  // Long pages.
  healthy(
    'a long page',
    site(
      'ご利用にあたって',
      `<p>クライアント証明書がありません。</p>${'<p>各システムの操作については、操作手引をご覧ください。</p>'.repeat(30)}`,
    ),
  ),
  healthy(
    'a large table',
    html('一覧', `<p>ただいまメンテナンス中です。</p><table>${'<tr><td>1</td></tr>'.repeat(200)}</table>`),
  ),
  healthy(
    'a notice far down',
    html(
      'ポータル',
      `<p>${'まもりすネットの各システムへは、次のリンクからお進みください。'.repeat(8)}</p><p>ただいまメンテナンス中です。</p>`,
    ),
  ),
  healthy('an empty page', ''),
  healthy(
    'a result with both kinds of certificate',
    site('検索結果', '<p>付保証明書が見つかりません。</p><p>クライアント証明書については操作手引をご覧ください。</p>'),
    { system: 'office' },
  ),
  healthy(
    'a draft that was saved',
    site(
      '下書き',
      '<p>保険証明書の申込みを保存しました。</p><p>受付時間外のため、明日 7:00 以降に送信してください。</p>',
    ),
  ),
  healthy(
    'a print-out',
    site('印刷', '<p>付保証明書（再発行）</p><p>この証明書は、保険期間の満了により無効となります。</p>'),
  ),
  healthy(
    'an agreement',
    site(
      '利用規約',
      '<p>クライアント証明書を第三者に使用させてはなりません。証明書が不要になったときは、削除してください。</p>',
    ),
  ),
];
