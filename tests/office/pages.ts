/** Pages that the office's servers send, with the signs that the product's real reader finds on them. */
import { readHtml } from '../../utils/diagnosis/signs/html-text.ts';
import { readSigns } from '../../utils/diagnosis/signs/read-signs.ts';
import type { Sign } from '../../utils/diagnosis/signs/signs.ts';
import { CERTIFICATE_PAGES, OTHER_ERRORS } from '../corpus/certificate-pages.ts';
import { HEALTHY_PAGES } from '../corpus/healthy-pages.ts';
import { NOTICE_PAGES } from '../corpus/notice-pages.ts';
import type { CorpusPage, CorpusSign } from '../corpus/page.ts';
import { checkPage, customRefusal, loginPage, nginxPage, page as sitePage } from '../lab/answers.ts';

export interface Page {
  status: number;
  /** Its bytes, in UTF-8. */
  body: Uint8Array;
  /** Empty: the tab shows its address instead. */
  title: string;
  /** The signs that the reader finds. */
  signs: readonly Sign[];
  isInteractive: boolean;
}

/** Reads a page as the browser and the reader do. */
function readPage(status: number, html: string): Page {
  const body = new TextEncoder().encode(html);
  const content = { status, ...readHtml(body, 'text/html; charset=utf-8') };
  const { isInteractive } = content;
  const [, title = ''] = /<title[^>]*>([^<]*)/i.exec(html) ?? [];
  return { status, body, title, isInteractive, signs: readSigns(content) };
}

/** The corpus' pages with this sign that need no browser to be read, of these statuses. */
function corpusPages(sign: CorpusSign, mayHave: (page: CorpusPage) => boolean): Page[] {
  return [...CERTIFICATE_PAGES, ...NOTICE_PAGES, ...OTHER_ERRORS, ...HEALTHY_PAGES]
    .filter((page) => page.sign === sign && !page.needsBrowser && !page.frames && page.system !== 'clientcheck')
    .filter(mayHave)
    .map(({ status, html }) => readPage(status, html))
    .filter(({ signs }) => signs.filter((found) => found !== 'interactive').join() === (sign === 'silent' ? '' : sign));
}

const OFFICE = { id: 'office', address: 'https://office.mamoris-net.jp/', certificate: 'required' } as const;
const visit = { system: OFFICE, path: '/', certificate: 'accepted' } as const;
const fromLab = ({ status, body }: { status: number; body: string }) => readPage(status, body);

/** Pages by what they mean; of several, each server has its own. */
export const PAGES = {
  login: [fromLab(loginPage(visit))],
  /** Pages that work. */
  work: corpusPages('silent', ({ status }) => status === 200),
  /** A page that works and has no title, so that its tab shows the address. */
  untitled: [
    readPage(200, '<html><head></head><frameset rows="80,*"><frame src="a"><frame src="b"></frameset></html>'),
  ],
  absent: [...corpusPages('certificate-absent', () => true), fromLab(customRefusal(200, 'none'))],
  refused: [...corpusPages('certificate-refused', () => true), fromLab(customRefusal(403, { refused: 'revoked' }))],
  checkPresent: [fromLab(checkPage({ ...visit, certificate: 'accepted' }))],
  checkAbsent: [fromLab(checkPage({ ...visit, certificate: 'none' }))],
  checkRefused: [fromLab(checkPage({ ...visit, certificate: { refused: 'revoked' } }))],
  maintenance: corpusPages('maintenance', () => true),
  closed: corpusPages('closed', () => true),
  bare403: [fromLab(nginxPage(403, '403 Forbidden'))],
  notFound: [fromLab(nginxPage(404, '404 Not Found'))],
  error500: [fromLab(nginxPage(500, '500 Internal Server Error'))],
  error502: [fromLab(nginxPage(502, '502 Bad Gateway'))],
  error503: [fromLab(nginxPage(503, '503 Service Temporarily Unavailable'))],
  error504: [fromLab(nginxPage(504, '504 Gateway Time-out'))],
  /** The application refuses input on a page that works. */
  loginRefused: [401, 403, 422].map((status) => fromLab({ ...loginPage(visit), status })),
  proxyPassword: [readPage(407, '')],
  done: [fromLab(sitePage(200, '登録完了｜まもりすネット', '<h1>登録しました</h1><p>受付番号 123</p>'))],
} satisfies Record<string, readonly Page[]>;

export type PageKind = keyof typeof PAGES;
