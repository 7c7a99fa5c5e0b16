/** Pages about a certificate that is absent, refused or present. */
import { apache, type CorpusPage, html, iis, nginx, site } from './page.ts';

const absent = (name: string, status: number, page: string, more: Partial<CorpusPage> = {}): CorpusPage => ({
  name,
  status,
  sign: 'certificate-absent',
  html: page,
  ...more,
});
const refused = (name: string, status: number, page: string, more: Partial<CorpusPage> = {}): CorpusPage => ({
  ...absent(name, status, page, more),
  sign: 'certificate-refused',
});
const present = (name: string, page: string, more: Partial<CorpusPage> = {}): CorpusPage => ({
  name,
  status: 200,
  sign: 'certificate-present',
  html: page,
  system: 'clientcheck',
  ...more,
});

export const CERTIFICATE_PAGES: readonly CorpusPage[] = [
  // Absent.
  absent(
    'nginx: 400',
    400,
    nginx('400 No required SSL certificate was sent', '400 Bad Request', 'No required SSL certificate was sent'),
  ),
  absent(
    'openresty: 400',
    400,
    nginx(
      '400 No required SSL certificate was sent',
      '400 Bad Request',
      'No required SSL certificate was sent',
    ).replace('nginx/1.24.0', 'openresty'),
  ),
  absent(
    'IIS: 403.7, detailed',
    403,
    iis(
      '403.7 - Forbidden',
      'The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.',
      [
        'The page you are attempting to access requires an SSL client certificate.',
        'The client certificate has expired or its effective time has not been reached.',
      ],
      ['Obtain a valid client certificate if you do not have one.', 'Contact the site administrator.'],
    ),
  ),
  absent(
    'IIS: 403.7, detailed, Japanese',
    403,
    iis(
      '403.7 - Forbidden',
      'アクセスしようとしているページを表示するには、Web サーバーが認識できる SSL クライアント証明書がブラウザーに必要です。',
      [
        'このページでは SSL クライアント証明書が必要です。',
        'クライアント証明書の有効期限が切れているか、有効期間に達していません。',
      ],
      ['有効なクライアント証明書を入手してください。'],
    ),
  ),
  absent(
    'IIS 6: 403.7',
    403,
    html(
      'The page requires a client certificate',
      '<h1>The page requires a client certificate</h1>The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server will recognize.<hr><h2>HTTP Error 403.7 - Forbidden: SSL client certificate is required.<br>Internet Information Services (IIS)</h2>',
    ),
  ),
  absent(
    'IIS 6: 403.7, Japanese, Shift_JIS',
    403,
    '<html><head><title>ページを表示するにはクライアント証明書が必要です</title><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head><body><h2>HTTP エラー 403.7 - アクセスは許可されていません : SSL クライアント証明書が必要です。<br>インターネット インフォメーション サービス (IIS)</h2></body></html>',
    { charset: 'SHIFT_JIS', contentType: null },
  ),
  absent(
    'Tomcat: no chain in the request',
    401,
    html(
      'HTTP Status 401 – Unauthorized',
      '<h1>HTTP Status 401 – Unauthorized</h1><hr class="line" /><p><b>Type</b> Status Report</p><p><b>Message</b> No client certificate chain in this request</p><p><b>Description</b> The request has not been applied to the target resource.</p><hr class="line" /><h3>Apache Tomcat/9.0.83</h3>',
    ),
  ),
  absent(
    'Tomcat: no chain in the request, Japanese',
    400,
    html(
      'HTTPステータス 400 – Bad Request',
      '<h1>HTTPステータス 400 – Bad Request</h1><hr><p><b>タイプ</b> ステータスレポート</p><p><b>メッセージ</b> このリクエストにはクライアント認証チェーンがありません</p><hr><h3>Apache Tomcat/9.0.83</h3>',
    ),
  ),
  absent(
    'HAProxy: own error file',
    403,
    '<html><body><h1>403 Forbidden</h1>\nA client certificate is required to access this service.\n</body></html>\n',
  ),
  absent('Envoy: own local reply', 403, 'Client certificate not presented', { contentType: 'text/plain' }),
  absent('a gateway, in JSON', 401, '{"error":"missing_certificate","message":"No client certificate was provided"}', {
    contentType: 'application/json',
  }),
  absent(
    'a VPN gateway',
    403,
    html(
      'Missing certificate',
      '<p><b>Missing certificate.</b> Check that your certificate is valid and up-to-date, and try again.</p>',
    ),
  ),
  absent(
    'own page, 403, polite',
    403,
    site(
      '証明書エラー',
      '<h1>クライアント証明書が確認できませんでした</h1><p>証明書をインストールしてから、もう一度アクセスしてください。</p>',
    ),
    { system: 'office' },
  ),
  absent('own page, 403, plain', 403, html('エラー', '電子証明書が見つからないため接続できない。'), { system: 'jimu' }),
  absent(
    'own page, 200, with long advice',
    200,
    site(
      '証明書エラー',
      '<h1>証明書エラー</h1><p>お使いのパソコンにクライアント証明書がインストールされていません。</p><p>次の順にご確認ください。</p><ol><li>証明書の配付を受けているか、管理者にご確認ください。</li><li>証明書の導入後は、ブラウザーをすべて閉じてから開き直してください。</li><li>パソコンの再起動で改善する場合があります。</li></ol><p>解決しない場合は、コールセンターまでお問い合わせください。</p><p><a href="#">閉じる</a></p>',
    ),
    { system: 'hojinkensa' },
  ),
  absent('check site, 200', 200, html('証明書確認', '<h1>クライアント証明書が導入されていません。</h1>'), {
    system: 'clientcheck',
  }),
  absent(
    'check site, 200, two sentences',
    200,
    html(
      'クライアント証明書の確認',
      '<p>確認結果：×</p><p>クライアント証明書を確認できませんでした。<br>管理者の方にお問い合わせください。</p>',
    ),
    { system: 'clientcheck' },
  ),
  absent(
    'own page, 200, "required" under the title of an error',
    200,
    html('403 アクセスエラー', '<p>このページの表示には、クライアント証明書が必要です。</p>'),
  ),
  absent('digital certificate', 403, html('', 'デジタル証明書が提示されませんでした。')),
  absent(
    'half-width kana and full-width letters',
    403,
    html('ｴﾗｰ', 'ご利用の ＰＣ にはｸﾗｲｱﾝﾄ証明書がｲﾝｽﾄｰﾙされておりません。'),
  ),
  absent(
    'breaks, tags and invisible characters inside words',
    200,
    html('証明書', '<p>クライア<b>ント</b><wbr>証\u200b明&shy;書が<br>インス<br>トール<br>されていま<br>せん。</p>'),
  ),
  absent('a break between the words of the name', 403, html('', '<div>クライアント<br>証明書がありません</div>')),
  absent(
    'Shift_JIS in the header',
    403,
    '<html><title>エラー</title><body>クライアント証明書が選択されていません。</body></html>',
    {
      charset: 'SHIFT_JIS',
    },
  ),
  absent(
    'EUC-JP in a meta element',
    200,
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=EUC-JP"><title>エラー</title></head><body>クライアント証明書が送信されませんでした。</body></html>',
    { charset: 'EUC-JP', contentType: null },
  ),
  absent('two causes in one sentence', 403, html('', '証明書がインストールされていないか、正しく選択されていません。')),
  absent(
    'a bare 証明書 below a line of kanji',
    403,
    html('接続不可', '<h1>接続不可</h1><div>証明書が見つかりません</div>'),
  ),
  absent(
    'a bare 証明書 that is to be installed, 200',
    200,
    html('接続エラー', '<h1>接続エラー</h1>証明書がこのパソコンにインストールされていません。'),
  ),
  absent(
    'a statement with advice for other cases below',
    403,
    html('', '<p>クライアント証明書が必要です。</p><p>証明書の有効期限が切れている場合は、更新してください。</p>'),
  ),
  absent(
    'a general sentence on a refusal',
    403,
    html('403 Forbidden', 'クライアント証明書がインストールされていない端末からは、アクセスできません。'),
  ),
  absent('client authentication failed', 403, html('認証エラー', 'クライアント認証に失敗しました。')),
  absent(
    'a frameset',
    200,
    '<html><head><title>まもりすネット</title></head><frameset rows="60,*"><frame src="top.html"><frame src="main.html"><noframes>フレーム対応のブラウザーが必要です。</noframes></frameset></html>',
    {
      frames: {
        'top.html': html('', '<p>まもりすネット</p>'),
        'main.html': html('', '<p>クライアント証明書が確認できません。</p>'),
      },
      needsBrowser: true,
    },
  ),
  absent('an iframe', 200, html('まもりすネット', '<iframe src="inner.html" width="600" height="300"></iframe>'), {
    frames: { 'inner.html': html('', 'クライアント証明書が見つかりません。') },
    needsBrowser: true,
  }),
  absent(
    'written by a script when all has loaded',
    200,
    html(
      'まもりすネット',
      '<div id="app">読み込み中…</div><script>addEventListener("load", () => setTimeout(() => { document.getElementById("app").textContent = "クライアント証明書を確認できません。"; document.documentElement.dataset.done = ""; }, 300));</script>',
    ),
    { needsBrowser: true },
  ),
  absent(
    'shown by a script',
    200,
    html(
      'まもりすネット',
      '<p id="wait">確認中</p><p id="error" style="display:none">クライアント証明書が導入されていません。</p><script>setTimeout(() => { document.getElementById("wait").hidden = true; document.getElementById("error").style.display = ""; document.documentElement.dataset.done = ""; }, 200)</script>',
    ),
    { needsBrowser: true },
  ),

  // Refused.
  refused(
    'nginx: 400, bad certificate',
    400,
    nginx('400 The SSL certificate error', '400 Bad Request', 'The SSL certificate error'),
  ),
  refused(
    'IIS: 403.13',
    403,
    iis(
      '403.13 - Forbidden',
      'Your client certificate was revoked, or the revocation status could not be determined.',
      [
        'The client certificate used for this request has been revoked.',
        'The revocation server could not be contacted.',
      ],
    ),
  ),
  refused(
    'IIS: 403.16',
    403,
    iis('403.16 - Forbidden', 'Your client certificate is either not trusted or is invalid.', [
      'The client certificate used for this request is not trusted by the Web server.',
    ]),
  ),
  refused(
    'IIS: 403.17',
    403,
    iis('403.17 - Forbidden', 'Your client certificate has expired or is not yet valid.', [
      'The client certificate used for this request has expired or has not yet become valid.',
    ]),
  ),
  refused(
    'IIS: 403.16, Japanese',
    403,
    iis('403.16 - Forbidden', 'クライアント証明書が信頼されていないか、無効です。', [
      'この要求に使用したクライアント証明書は、Web サーバーで信頼されていません。',
    ]),
  ),
  refused(
    'IIS: 403.17, Japanese',
    403,
    iis('403.17 - Forbidden', 'クライアント証明書の有効期限が切れているか、まだ有効になっていません。', []),
  ),
  refused(
    'IIS 6: 403.16, Japanese',
    403,
    html(
      'ページを表示できません',
      '<h2>HTTP エラー 403.16 - アクセスは許可されていません : クライアント証明書の形式が正しくないか、Web サーバーから信頼されていません。</h2>',
    ),
  ),
  refused(
    'a gateway, in English',
    403,
    html('403 Forbidden', '<h1>Forbidden</h1><p>Client certificate verification failed: certificate has expired</p>'),
  ),
  refused('invalid, in English', 403, html('Access denied', 'Invalid client certificate.')),
  refused(
    'own page, 403',
    403,
    site(
      '証明書エラー',
      '<h1>このクライアント証明書では接続できません</h1><p>有効期限が切れているか、失効しています。</p>',
    ),
    { system: 'office' },
  ),
  refused('own page, 200', 200, site('エラー', '<p>ご使用のクライアント証明書は無効です。</p>'), {
    system: 'hojinkensa',
  }),
  refused(
    'expired, polite, 200',
    200,
    html('エラー', 'クライアント証明書の有効期限が切れております。管理者へご連絡ください。'),
  ),
  refused('expired, plain, bare', 403, html('', 'この証明書は期限が切れている。')),
  refused('revoked', 403, html('', 'お使いの証明書は失効しています')),
  refused('not registered', 403, html('認証エラー', 'このクライアント証明書は登録されていません。')),
  refused('no valid one', 403, html('', '有効な電子証明書ではありません。')),
  refused('verification failed', 403, html('', 'クライアント証明書の検証に失敗しました。')),
  refused('not allowed', 403, html('', 'この端末証明書ではアクセスが許可されていません。')),
  refused('EUC-JP in the header', 403, '<html><body>クライアント証明書が失効しました。</body></html>', {
    charset: 'EUC-JP',
  }),
  refused(
    'expired, with advice to install a new certificate',
    403,
    html('', 'クライアント証明書の有効期限が切れています。新しい証明書をインストールしてください。'),
  ),

  refused(
    'only in the caption of a picture',
    403,
    html(
      '403',
      '<figure><img src="x.png" alt=""><figcaption>お使いの証明書は失効しています。</figcaption></figure><a href="/">戻る</a>',
    ),
  ),
  refused(
    'only in the title of a drawing',
    403,
    html(
      '403',
      '<svg role="img" width="400"><title>このクライアント証明書は失効しています</title><path d="M0 0h9v9"/></svg>',
    ),
  ),
  refused(
    'with furigana',
    403,
    html('', '<p>この<ruby>証明書<rt>しょうめいしょ</rt></ruby>は<ruby>失効<rt>しっこう</rt></ruby>しています。</p>'),
  ),

  // Present.
  present(
    'installed',
    html(
      'クライアント証明書の確認',
      '<h1>クライアント証明書は正しく導入されています</h1><p>このまま画面を閉じてください。</p>',
    ),
  ),
  present('seen', html('証明書確認', 'クライアント証明書を確認しました。')),
  present(
    'checked',
    html('確認サイト', '<p>クライアント証明書の確認が完了しました。</p><p>各システムをご利用いただけます。</p>'),
  ),
  present('in English', html('Certificate check', '<p>Your client certificate was successfully verified.</p>')),
  present('in Shift_JIS', '<html><body>クライアント証明書が正常にインストールされています。</body></html>', {
    charset: 'SHIFT_JIS',
  }),
];

/** Error pages of servers that give no sign about certificates, although some words suggest one. */
export const OTHER_ERRORS: readonly CorpusPage[] = [
  apacheError('Apache: 403', 403, '403 Forbidden', 'Forbidden', "You don't have permission to access this resource."),
  apacheError(
    'Apache: 503, whose text always mentions maintenance',
    503,
    '503 Service Unavailable',
    'Service Unavailable',
    'The server is temporarily unable to service your\nrequest due to maintenance downtime or capacity\nproblems. Please try again later.',
  ),
  apacheError(
    'Apache: the proxy is the server’s own',
    502,
    '502 Proxy Error',
    'Proxy Error',
    'The proxy server received an invalid\nresponse from an upstream server.<br />\nThe proxy server could not handle the request<p>Reason: <strong>Error reading from remote server</strong></p>',
  ),
  { name: 'nginx: 404', status: 404, sign: 'silent', html: nginx('404 Not Found') },
  {
    name: 'nginx: plain HTTP',
    status: 400,
    sign: 'silent',
    html: nginx(
      '400 The plain HTTP request was sent to HTTPS port',
      '400 Bad Request',
      'The plain HTTP request was sent to HTTPS port',
    ),
  },
  {
    name: 'IIS: 403, not detailed',
    status: 403,
    sign: 'silent',
    html: html(
      '403 - Forbidden: Access is denied.',
      '<div id="header"><h1>Server Error</h1></div><h2>403 - Forbidden: Access is denied.</h2><h3>You do not have permission to view this directory or page using the credentials that you supplied.</h3>',
    ),
  },
  {
    name: 'HAProxy: 503',
    status: 503,
    sign: 'silent',
    html: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
  },
  {
    name: 'Envoy: upstream',
    status: 503,
    sign: 'silent',
    html: 'upstream connect error or disconnect/reset before headers. reset reason: connection failure, transport failure reason: TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED',
    contentType: 'text/plain',
  },
  {
    name: 'a server certificate',
    status: 502,
    sign: 'silent',
    html: html('502', '連携先のサーバー証明書の有効期限が切れています。サーバー証明書が確認できません。'),
  },
  {
    name: 'a document that is missing, 404',
    status: 404,
    sign: 'silent',
    html: site('エラー', '<p>指定された証明書が見つかりません。</p>'),
  },
  {
    name: 'documents that are missing, 403',
    status: 403,
    sign: 'silent',
    html: site('エラー', '<p>付保証明書が見つかりません。</p><p>該当する証明書がありません。</p>'),
  },
  {
    name: 'a 404 with notices',
    status: 404,
    sign: 'silent',
    html: site(
      'ページが見つかりません',
      '<p>お探しのページは見つかりません。</p><h2>お知らせ</h2><ul><li>11月28日 22:00～24:00 はメンテナンスのためご利用いただけません。</li><li>証明書の有効期限が切れた方は、管理者へご連絡ください。</li></ul>',
    ),
  },
];

function apacheError(name: string, status: number, title: string, heading: string, text: string): CorpusPage {
  return { name, status, sign: 'silent', html: apache(title, heading, text) };
}
