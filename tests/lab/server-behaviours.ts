/** All behaviours of the simulated systems. A new behaviour is one entry here. */
import { MANUAL, portal } from '../../utils/catalog/facts.ts';
import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import {
  type Answer,
  addressElsewhere,
  checkPage,
  customRefusal,
  loginPage,
  nginxPage,
  nginxRefusal,
  page,
  type Reply,
  redirect,
  SERVED,
  type Visit,
} from './answers.ts';
import type { ServerIdentity } from './certificates.ts';

/** A system that answers over TLS. */
export interface TlsBehaviour {
  how: 'tls';
  label: string;
  /** The server certificate that it shows. Default: `valid`. */
  identity?: ServerIdentity;
  /** Whether it asks for a client certificate. Default: as the real system. */
  asks?: boolean;
  /** Its request names no CA, so that a browser offers certificates of all CAs. */
  namesNoCa?: boolean;
  /** The only TLS version that it speaks. */
  only?: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3';
  answer(visit: Visit): Answer;
}

/** A system that refuses clients without a good certificate in the TLS handshake, with an alert. */
export interface RefusalBehaviour {
  how: 'tls-refusal';
  label: string;
  only: 'TLSv1.2' | 'TLSv1.3';
}

/** A system that fails before TLS. */
export interface WireBehaviour {
  how: 'wire';
  label: string;
  wire: 'silent' | 'reset' | 'refused' | 'close' | 'plain-http';
}

export type ServerBehaviour = TlsBehaviour | RefusalBehaviour | WireBehaviour;

const tls = (
  label: string,
  answer: (visit: Visit) => Answer,
  more: Partial<Omit<TlsBehaviour, 'how' | 'label' | 'answer'>> = {},
): TlsBehaviour => ({ how: 'tls', label, answer, ...more });
const wire = (label: string, how: WireBehaviour['wire']): WireBehaviour => ({ how: 'wire', label, wire: how });
const ifAccepted = (visit: Visit, refusal: (visit: Visit) => Answer) =>
  visit.certificate === 'accepted' ? loginPage(visit) : refusal(visit);

/** The path at which a healthy system has a page about missing certificates, for others that redirect to it. */
const NO_CERTIFICATE = '/no-certificate';

const CLOSED_TEXT = '<h1>サービス時間外です</h1><p>ご利用いただける時間は 7:00 から 22:00 までです。</p>';
const MAINTENANCE_TEXT = '<h1>メンテナンス中</h1><p>ただいまシステムメンテナンスのため、サービスを停止しています。</p>';
const NOTICES =
  '<ul><li>クライアント証明書を確認できない場合は、パソコンの再起動をお試しください。</li><li>11月28日 22:00 からシステムメンテナンスのためサービスを停止します。</li><li>サービス時間外はログインできません。</li></ul>';

export const SERVER_BEHAVIOURS = {
  ok: tls('正常（ログイン画面）', (visit) =>
    visit.path === NO_CERTIFICATE ? customRefusal(200, 'none') : loginPage(visit),
  ),
  'ok-notices': tls('正常（お知らせに証明書・メンテナンスの文言）', (visit) => loginPage(visit, NOTICES)),

  // Asks for a client certificate, and judges it by a page.
  'certificate-nginx-400': tls(
    '証明書必須（nginx の 400）',
    (visit) => ifAccepted(visit, ({ certificate }) => nginxRefusal(certificate)),
    { asks: true },
  ),
  'certificate-nginx-400-any-ca': tls(
    '証明書必須（nginx の 400、認証局を限定しない）',
    (visit) => ifAccepted(visit, ({ certificate }) => nginxRefusal(certificate)),
    { asks: true, namesNoCa: true },
  ),
  'certificate-page-403': tls(
    '証明書必須（独自画面 403）',
    (visit) => ifAccepted(visit, ({ certificate }) => customRefusal(403, certificate)),
    { asks: true },
  ),
  'certificate-page-200': tls(
    '証明書必須（独自画面 200）',
    (visit) => ifAccepted(visit, ({ certificate }) => customRefusal(200, certificate)),
    { asks: true },
  ),
  'certificate-page-button': tls(
    '証明書必須（独自画面 200、「閉じる」ボタンつき）',
    (visit) => ifAccepted(visit, ({ certificate }) => withButton(customRefusal(200, certificate))),
    { asks: true },
  ),
  'certificate-redirect': tls(
    '証明書必須（ポータルサイトの画面へ転送）',
    (visit) => ifAccepted(visit, () => redirect(new URL(NO_CERTIFICATE, portal(MANUAL).address).href)),
    { asks: true },
  ),
  'certificate-dropped': tls('証明書が途中で失われる（ウイルス対策の検査）', () => nginxRefusal('none'), {
    asks: true,
  }),
  'certificate-check': tls('証明書の確認サイト', checkPage, { asks: true }),

  // Asks for a client certificate, and judges it in TLS.
  'certificate-tls12': { how: 'tls-refusal', label: '証明書必須（TLS 1.2 で拒否）', only: 'TLSv1.2' },
  'certificate-tls13': { how: 'tls-refusal', label: '証明書必須（TLS 1.3 で拒否）', only: 'TLSv1.3' },

  // The connection.
  'hang-before-tls': wire('接続後に無応答（TLS の前）', 'silent'),
  reset: wire('接続をリセット', 'reset'),
  refused: wire('接続を拒否', 'refused'),
  closed: wire('接続後すぐに切断', 'close'),
  'plain-http': wire('TLS のポートで平文 HTTP', 'plain-http'),
  hang: tls('要求後に無応答', () => 'hold'),
  empty: tls('要求後に切断（空の応答）', () => 'close'),
  'reset-after-request': tls('要求後にリセット', () => 'reset'),
  'slow-page': tls('遅い画面（6 秒）', (visit) => ({ ...loginPage(visit), afterMs: 6000 })),
  slow: tls('遅い応答（1.5 秒）', (visit) => ({ ...loginPage(visit), afterMs: 1500 })),

  // The server's TLS.
  'tls10-only': tls('TLS 1.0 のみ', loginPage, { only: 'TLSv1' }),
  'unknown-ca': tls('サーバー証明書が不明な認証局（TLS 検査）', loginPage, { identity: 'unknown-ca' }),
  'out-of-date': tls('サーバー証明書が期限切れ', loginPage, { identity: 'out-of-date' }),
  'wrong-name': tls('サーバー証明書の名前が違う', loginPage, { identity: 'wrong-name' }),

  // Trouble behind the server.
  'error-500': tls('500 エラー', () => nginxPage(500, '500 Internal Server Error')),
  'error-empty': tls('500 エラー（本文なし）', () => ({ status: 500, body: '' })),
  'forbidden-empty': tls('403（本文なし）', () => ({ status: 403, body: '' })),
  'error-502': tls('502 エラー', () => nginxPage(502, '502 Bad Gateway')),
  'error-503': tls('503 エラー', () => nginxPage(503, '503 Service Temporarily Unavailable')),
  'error-504': tls('504 エラー', () => nginxPage(504, '504 Gateway Time-out')),
  'maintenance-503': tls('メンテナンス画面（503）', () => page(503, 'メンテナンスのお知らせ', MAINTENANCE_TEXT)),
  'maintenance-200': tls('メンテナンス画面（200）', () => page(200, 'メンテナンスのお知らせ', MAINTENANCE_TEXT)),
  'closed-hours-503': tls('時間外画面（503）', () => page(503, 'サービス時間外', CLOSED_TEXT)),
  'closed-hours-200': tls('時間外画面（200）', () => page(200, 'サービス時間外', CLOSED_TEXT)),
  'not-found': tls('404', () => nginxPage(404, '404 Not Found')),
  forbidden: tls('403', () => nginxPage(403, '403 Forbidden')),

  // Work: a form to fill in and send, and an export.
  'form-held': tls('フォーム（送信に応答なし）', (visit) => (visit.method === 'POST' ? 'hold' : workPage(visit))),
  'form-reset': tls('フォーム（送信すると切断）', (visit) => (visit.method === 'POST' ? 'reset' : workPage(visit))),
  'form-works': tls('フォーム（送信できる）', (visit) =>
    visit.method === 'POST'
      ? unstored(page(200, '登録しました｜まもりすネット', '<h1>登録しました</h1>'))
      : workPage(visit),
  ),

  // Unusual pages that are no failures.
  untitled: tls('題名のない画面', (visit) => untitled(loginPage(visit))),
  'login-basic': tls('ログイン（ブラウザーの認証の画面）', ({ system }) => ({
    ...page(401, '認証エラー', '<h1>認証が必要です</h1>'),
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'WWW-Authenticate': `Basic realm="${system.id}"` },
  })),
  'login-late': tls('ログインの失敗（403、スクリプトが遅い）', (visit) =>
    visit.path.endsWith('/late.js')
      ? { status: 200, headers: { 'Content-Type': 'text/javascript' }, body: '', afterMs: 2500 }
      : { ...loginPage(visit, '<script src="/late.js"></script>'), status: 403 },
  ),
  huge: tls('5 MB のページ', () =>
    page(200, '一覧｜まもりすネット', `<h1>一覧</h1><pre>${'メンテナンス中 まもりす\n'.repeat(5_000_000 / 35)}</pre>`),
  ),
  'markup-title': tls('題名にマークアップ', () =>
    page(
      500,
      `&lt;img src=x onerror=alert(1)&gt;&lt;/title&gt;${'&lt;script&gt;'.repeat(200)}`,
      '<h1>&lt;b&gt;エラー&lt;/b&gt;</h1>',
    ),
  ),
  'login-refused': tls('ログインの失敗（403、入力欄あり）', (visit) => ({ ...loginPage(visit, NOTICES), status: 403 })),
  'redirect-inside': tls('システム内の転送', (visit) => (visit.path === '/' ? redirect('/login') : loginPage(visit))),
  'redirect-elsewhere': tls('別のシステムへ転送', (visit) => redirect(addressElsewhere(visit))),
  'redirect-loop': tls('終わらない転送', ({ path }) => redirect(path === '/again' ? '/' : '/again')),
  download: tls('ファイルのダウンロード', () => ({
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': 'attachment; filename="lab.bin"' },
    body: 'lab',
  })),
  'no-content': tls('204（画面は変わらない）', () => ({ status: 204, body: '' })),
  'link-elsewhere': tls('別のシステムへのリンク', (visit) =>
    page(
      200,
      'メニュー｜まもりすネット',
      `<h1>メニュー</h1><a id="elsewhere" href="${addressElsewhere(visit)}">別のシステム</a>`,
    ),
  ),
  prerender: tls('先読み（次の画面も正常）', (visit) => prerendering(visit, loginPage)),
  'prerender-failing': tls('先読み（次の画面が 503）', (visit) =>
    prerendering(visit, () => nginxPage(503, '503 Service Temporarily Unavailable')),
  ),
  served: tls('渡されたページ', ({ path }) => SERVED.get(path) ?? nginxPage(404, '404 Not Found')),
} as const satisfies Record<string, ServerBehaviour>;

export type BehaviourName = keyof typeof SERVER_BEHAVIOURS;

/** The behaviours at the start: every way in which real servers are known to ask for a certificate. */
export const DEFAULT_BEHAVIOURS: Record<ManualSystemId, BehaviourName> = {
  portal: 'ok',
  office: 'certificate-nginx-400',
  jimu: 'certificate-page-403',
  kensa: 'ok',
  online: 'ok',
  kizon: 'ok',
  hojinkensa: 'certificate-page-200',
  reform: 'certificate-tls13',
  annex: 'certificate-tls12',
  clientcheck: 'certificate-check',
};

/** A page with a form to send and an export to wait for, as users have it open all day. */
function workPage({ path }: Visit): Answer {
  if (path.includes('export')) return 'hold';
  return page(
    200,
    '検査の登録｜まもりすネット',
    '<h1>検査の登録</h1><form method="post" action="/save"><textarea name="note"></textarea><button id="save">登録</button></form><a id="export" href="/export?year=2026">CSV 出力</a>',
  );
}

/** Keeps the browser from storing a page: going back to it needs the form again. */
function unstored(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'no-store' } };
}

function untitled(reply: Reply): Reply {
  return { ...reply, body: reply.body.replace(/<title>.*<\/title>/, '') };
}

/** Adds a button. Error pages have buttons too, but no text fields. */
function withButton(reply: Reply): Reply {
  return { ...reply, body: reply.body.replace('</body>', '<form><input type="submit" value="閉じる"></form></body>') };
}

/** A page that makes the browser prerender `next`. */
function prerendering(visit: Visit, next: (visit: Visit) => Answer): Answer {
  if (visit.path.endsWith('/next')) return next(visit);
  const address = new URL('next', visit.system.address);
  const rules = JSON.stringify({ prerender: [{ urls: [address.pathname], eagerness: 'immediate' }] });
  return page(
    200,
    'メニュー｜まもりすネット',
    `<h1>メニュー</h1><a id="next" href="${address.pathname}">次へ</a>`,
    `<script type="speculationrules">${rules}</script>`,
  );
}
