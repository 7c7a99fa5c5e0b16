import type { ManualSystemId } from '../../utils/catalog/systems.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';

/** The correct reading of a page: one sign, or none. */
export type CorpusSign = Exclude<Sign, 'interactive' | 'other-reason'> | 'silent';

export interface CorpusPage {
  name: string;
  status: number;
  sign: CorpusSign;
  html: string;
  /** The system that serves it; default: `kensa`. */
  system?: ManualSystemId;
  /** The charset as `iconv` calls it; default: UTF-8. */
  charset?: 'SHIFT_JIS' | 'EUC-JP';
  /** The whole header; default: the usual one for this charset; `null`: without a charset. */
  contentType?: string | null;
  /** The pages in its frames, by the names in their `src`. */
  frames?: Record<string, string>;
  /** The correct sign depends on styles, scripts or frames. */
  needsBrowser?: true;
}

/** A whole page in HTML. */
export function html(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`;
}

/** A page in the format of nginx, apart from line ends. */
export function nginx(title: string, heading = title, detail = ''): string {
  const line = detail === '' ? '' : `<center>${detail}</center>\n`;
  return `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${heading}</h1></center>\n${line}<hr><center>nginx/1.24.0</center>\n</body>\n</html>\n`;
}

/** A page in the format of Apache. */
export function apache(title: string, heading: string, text: string): string {
  return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${heading}</h1>\n<p>${text}<br />\n</p>\n<hr>\n<address>Apache/2.4.57 (Red Hat Enterprise Linux) Server at kensa.mamoris-net.jp Port 443</address>\n</body></html>\n`;
}

/** A detailed error page in the layout of IIS: a heading, a summary, causes, things to try, a table. */
export function iis(error: string, summary: string, causes: readonly string[], things: readonly string[] = []): string {
  const list = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
  return html(
    `IIS 10.0 Detailed Error - ${error}`,
    `<div id="content"><div class="content-container"><h3>HTTP Error ${error}</h3><h4>${summary}</h4></div>
<div class="content-container"><fieldset><h4>Most likely causes:</h4>${list(causes)}</fieldset></div>
<div class="content-container"><fieldset><h4>Things you can try:</h4>${list(things)}</fieldset></div>
<table><tr><th>Module</th><td>IIS Web Core</td></tr><tr><th>Notification</th><td>BeginRequest</td></tr><tr><th>Error Code</th><td>0x80070005</td></tr><tr><th>Requested URL</th><td>https://kensa.mamoris-net.jp:443/</td></tr></table></div>`,
    '<style type="text/css">body{margin:0;font-size:.7em}fieldset{padding:0 15px 10px}</style>',
  );
}

/** A page of the systems themselves, with their header and footer. */
export function site(title: string, body: string): string {
  return html(
    `${title}｜まもりすネット`,
    `<div id="header"><p>まもりすネット</p></div><div id="main">${body}</div><div id="footer"><small>住宅保証機構株式会社</small></div>`,
  );
}
