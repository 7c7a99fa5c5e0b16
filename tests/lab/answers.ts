/** HTTP answers of the simulated systems: pages that resemble real ones, with texts of our own. */
import { MANUAL, systemById } from '../../utils/catalog/facts.ts';
import { SYSTEMS, type System } from '../../utils/catalog/systems.ts';
import type { ClientCertificate } from './certificates.ts';

/** How a system judges the client certificate of a connection. */
export type Judgement = 'none' | 'accepted' | { refused: Exclude<ClientCertificate, 'good'> | 'stranger' };

/** The parts of an HTTP request that an answer depends on. */
export interface Visit {
  system: System;
  /** Absent: GET. */
  method?: string;
  path: string;
  certificate: Judgement;
}

export interface Reply<Body = string> {
  status: number;
  headers?: Record<string, string>;
  body: Body;
  afterMs?: number;
}

export type Answer =
  | Reply
  | Reply<Uint8Array>
  /** No answer until the lab releases it. */
  | 'hold'
  /** The connection is closed without an answer. */
  | 'close'
  /** The connection is reset. */
  | 'reset';

/** A whole page in the style of まもりすネット. `body` is trusted HTML. */
export function page(status: number, title: string, body: string, head = ''): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`,
  };
}

/** The answers of the behaviour `served`, by path. Tests put any bytes here. */
export const SERVED = new Map<string, Reply<Uint8Array>>();

/** A page as nginx makes it, byte for byte except for the version. */
export function nginxPage(status: number, title: string, heading = title, detail = ''): Reply {
  const line = detail === '' ? '' : `<center>${detail}</center>\r\n`;
  return {
    status,
    headers: { 'Content-Type': 'text/html', Server: 'nginx/1.22.1' },
    body:
      `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n` +
      `${line}<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** nginx's answer to a missing (`none`) or bad certificate. Not for an accepted one. */
export function nginxRefusal(certificate: Judgement): Reply {
  const detail = certificate === 'none' ? 'No required SSL certificate was sent' : 'The SSL certificate error';
  return nginxPage(400, `400 ${detail}`, '400 Bad Request', detail);
}

/** The page of a system's own site for a certificate that is not accepted. */
export function customRefusal(status: number, certificate: Judgement): Reply {
  return certificate === 'none'
    ? page(
        status,
        '証明書エラー｜まもりすネット',
        '<h1>クライアント証明書を確認できません</h1><p>お使いのパソコンからクライアント証明書が送信されませんでした。証明書を導入してから、もう一度アクセスしてください。</p>',
      )
    : page(
        status,
        '証明書エラー｜まもりすネット',
        '<h1>このクライアント証明書では接続できません</h1><p>送信されたクライアント証明書は、有効期限が切れているか、失効しています。</p>',
      );
}

/** The healthy page: a login form, and annex's only below its path. */
export function loginPage({ system, path }: Visit, notices = ''): Reply {
  const address = new URL(system.address);
  if (!path.startsWith(address.pathname)) return nginxPage(404, '404 Not Found');
  return page(
    200,
    'ログイン｜まもりすネット',
    `<h1>ログイン</h1>${notices}<form><label>ユーザID <input name="id" autocomplete="username"></label> <label>パスワード <input name="password" type="password" autocomplete="current-password"></label> <button type="button">ログイン</button></form>`,
  );
}

/** The page of `clientcheck`: says whether the browser sent a certificate, and succeeds in both cases. */
export function checkPage({ certificate }: Visit): Reply {
  if (certificate === 'accepted') {
    return page(
      200,
      'クライアント証明書の確認',
      '<h1>クライアント証明書は導入されています</h1><p>このパソコンから証明書を確認できました。</p>',
    );
  }
  return page(
    200,
    'クライアント証明書の確認',
    certificate === 'none'
      ? '<h1>クライアント証明書が導入されていません</h1><p>このパソコンからは証明書を確認できませんでした。</p>'
      : '<h1>クライアント証明書が無効です</h1><p>送信された証明書は利用できません。</p>',
  );
}

/** The address of another system. */
export function addressElsewhere({ system }: Visit): string {
  const [first] = SYSTEMS;
  return (system.id === 'kensa' ? first : (systemById('kensa', MANUAL) ?? first)).address;
}

export function redirect(location: string): Reply {
  return { status: 302, headers: { Location: location }, body: '' };
}
