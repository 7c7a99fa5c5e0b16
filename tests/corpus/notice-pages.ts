/** Pages about maintenance, closed systems, and answers of proxies. */
import { type CorpusPage, type CorpusSign, html, site } from './page.ts';

const pageWith =
  (sign: CorpusSign) =>
  (name: string, status: number, page: string, more: Partial<CorpusPage> = {}): CorpusPage => ({
    name,
    status,
    sign,
    html: page,
    ...more,
  });
const maintenance = pageWith('maintenance');
const closed = pageWith('closed');
const proxy = pageWith('proxy');

export const NOTICE_PAGES: readonly CorpusPage[] = [
  maintenance(
    'maintenance, 503',
    503,
    site('メンテナンスのお知らせ', '<h1>ただいまメンテナンス中です</h1><p>終了予定：11月24日 12:00</p>'),
  ),
  maintenance(
    'maintenance, 200',
    200,
    site('メンテナンス中', '<p>ご不便をおかけしますが、しばらくお待ちください。</p>'),
  ),
  maintenance(
    'maintenance with its hours, 200',
    200,
    site(
      'お知らせ',
      '<p>現在、システムメンテナンスを実施しております。</p><p>日時：2026年11月24日（火）8:00～12:00</p><p>終了まで今しばらくお待ちください。</p>',
    ),
  ),
  maintenance(
    'a stop for maintenance, 200',
    200,
    html(
      'サービス停止',
      'システムメンテナンスのため、ただいまサービスを停止しております。<br>ご迷惑をおかけいたします。',
    ),
  ),
  maintenance(
    'urgent maintenance, Shift_JIS',
    200,
    '<html><body>緊急メンテナンスのため、現在ご利用いただけません。</body></html>',
    { charset: 'SHIFT_JIS' },
  ),
  maintenance('work on the system, plain', 503, html('', '保守作業中。')),
  maintenance('a check of the system', 503, html('', '臨時点検中のため、接続できない。')),
  maintenance(
    'in English, 503',
    503,
    html(
      'Down for maintenance',
      '<h1>Sorry!</h1><p>We are currently down for scheduled maintenance and will be back soon.</p>',
    ),
  ),
  maintenance('in English, 200', 200, html('Under Maintenance', '<h1>This site is under maintenance.</h1>')),
  maintenance(
    'a picture with a line below, half-width kana',
    503,
    html('', '<img src="/m.png" alt=""><div>ﾒﾝﾃﾅﾝｽ<b>中</b>です</div>'),
  ),
  maintenance(
    'in an iframe',
    200,
    html('まもりすネット', '<iframe src="stop.html" width="600" height="300"></iframe>'),
    { frames: { 'stop.html': html('', 'ただいまメンテナンス中です。') }, needsBrowser: true },
  ),

  closed('closed, 200', 200, site('サービス時間外', '<p>ご利用時間は 7:00～22:00 です。</p>')),
  closed('closed, 503', 503, html('', '時間外のため、ご利用いただけません。')),
  closed(
    'closed, polite',
    200,
    site('ご案内', '<p>ただいまの時間は、ご利用いただけません。</p><p>ご利用時間：毎日 7:00～22:00</p>'),
  ),
  closed('closed, the day is over', 200, html('終了', '本日のサービスは終了いたしました。')),
  closed('closed, too late', 403, html('', '利用時間を過ぎています。')),
  closed('closed, full width', 200, html('エラー', 'ご利用時間外です。（ＡＭ７：００～ＰＭ１０：００）')),
  closed('closed, in English', 503, html('Closed', 'The system is not available outside of service hours.')),

  proxy(
    'Squid: 403',
    403,
    squid(
      'Cache Access Denied',
      'Cache Access Denied.',
      'Sorry, you are not currently allowed to request this from this cache until you have authenticated yourself.',
    ),
  ),
  proxy(
    'Squid: 503',
    503,
    squid(
      'The requested URL could not be retrieved',
      'Connection to 192.0.2.1 failed.',
      'The system returned: (111) Connection refused. The remote host or network may be down. Please try the request again.',
    ),
  ),
  proxy(
    'Squid: 403, Japanese',
    403,
    squid(
      '要求された URL は取得できませんでした',
      'アクセスは拒否されました。',
      '現在、アクセス制御の設定により、この要求は許可されていません。',
    ),
  ),
  proxy(
    'Symantec',
    403,
    html(
      'Access Denied',
      '<b>Access Denied (policy_denied)</b><br>Your system policy has denied access to the requested URL.<br>For assistance, contact your network support team.',
    ),
  ),
  proxy(
    'i-FILTER',
    403,
    html('[i-FILTER] 閲覧制限', '<h1>このページへのアクセスは制限されています</h1><p>カテゴリ：未分類</p>'),
  ),
  proxy(
    'FortiGuard, 200',
    200,
    html(
      'Web Filter Violation',
      '<h1>FortiGuard Intrusion Prevention - Access Blocked</h1><h2>Web Page Blocked</h2><p>You have tried to access a web page that is in violation of your Internet usage policy.</p>',
    ),
  ),
  proxy('Zscaler', 403, html('Internet Security by Zscaler', 'Sorry, you do not have permission to visit this site.')),
  proxy('a company’s own', 502, html('エラー', 'プロキシサーバーの認証が必要です。')),
  proxy(
    'a filter that offers to go on with a password, 200',
    200,
    html(
      'アクセスがブロックされました',
      '<h1>このサイトへのアクセスはブロックされました</h1><p>カテゴリ：業務外</p><p>業務で必要なときは、上書きパスワードを入力してください。</p><form><input type="password" name="override"><button>続ける</button></form>',
    ),
    { needsBrowser: true },
  ),
  proxy(
    'a proxy that asks for a name and a password on a page of its own, 200',
    200,
    html(
      'プロキシ認証',
      '<h2>プロキシ認証</h2><p>インターネットを利用するには、プロキシの利用者 ID とパスワードを入力してください。</p><form>ID <input name="user"> パスワード <input type="password" name="pass"><button>認証</button></form>',
    ),
    { needsBrowser: true },
  ),
  maintenance(
    'maintenance above a login, 200',
    200,
    site(
      'お知らせ',
      '<div class="error"><strong>ただいまメンテナンス中のため、ログインできません。</strong></div><form>ID <input name="id"> パスワード <input type="password"><button>ログイン</button></form>',
    ),
    { needsBrowser: true },
  ),
];

function squid(title: string, error: string, text: string): string {
  return html(
    `ERROR: ${title}`,
    `<div id="titles"><h1>ERROR</h1><h2>${title}</h2></div><hr><div id="content"><p>The following error was encountered while trying to retrieve the URL: <a href="#">https://kensa.mamoris-net.jp/</a></p><blockquote id="error"><p><b>${error}</b></p></blockquote><p>${text}</p></div><hr><div id="footer"><p>Generated Tue, 24 Nov 2026 01:00:00 GMT by proxy.example.co.jp (squid/5.7)</p></div>`,
  );
}
