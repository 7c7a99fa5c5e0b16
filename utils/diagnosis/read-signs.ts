import type { Sign } from './signs.ts';

/** How much of a page's visible text is looked at, in characters. An error page is short; what is longer is no error page. */
export const MAX_ERROR_PAGE_TEXT = 2000;
/** The same for a page that came with a status of success: only a few lines that say nothing but this count. */
export const MAX_NOTICE_PAGE_TEXT = 400;

/**
 * Phrases as they stand in `foldText`'s output: lower case, half width, no white space. A phrase with `…` counts when
 * its parts follow one another in the same text. Plain substrings: no page can make them slow.
 */
const PHRASES: Record<Exclude<Sign, 'at-work'>, readonly string[]> = {
  'certificate-absent': [
    'norequiredsslcertificatewassent', // nginx
    'clientcertificaterequired', // IIS 403.7
    'requiresyoutohaveaclientcertificate', // IIS 403.7, longer form
    'requiresaclientcertificate',
    'noclientcertificatewaspresented',
    'noclientcertificate',
    'クライアント証明書が必要',
    '証明書がインストールされていな',
    '証明書がインストールされていませ',
    '証明書が導入されていな',
    '証明書が導入されていませ',
    '証明書が確認できません',
    '証明書を確認できません',
    '証明書が見つかりません',
    '証明書が提示され…ませ',
    '証明書が選択され…ませ',
    '証明書が正しく選択され…ませ',
    '証明書がありません',
    '証明書が送信されませ',
  ],
  'certificate-refused': [
    'thesslcertificateerror', // nginx
    'clientcertificateisuntrusted', // IIS 403.16
    'clientcertificateisuntrustedorinvalid',
    'clientcertificatehasexpired', // IIS 403.17
    'clientcertificatehasbeenrevoked', // IIS 403.13
    'clientcertificaterevoked',
    '証明書が無効',
    '証明書は無効',
    '証明書が失効',
    '証明書は…失効して',
    '証明書は…有効期限が切れ',
    '証明書の有効期限が切れ',
    '証明書の有効期限切れ',
    '証明書では接続できません',
    '証明書ではご利用いただけません',
    '有効な証明書ではありません',
    '証明書は使用できません',
    '証明書は利用できません',
  ],
  maintenance: [
    'メンテナンス中',
    '保守作業中',
    'メンテナンスを実施して',
    'メンテナンスのため…停止して',
    'メンテナンスのため…ご利用いただけません',
    'メンテナンスのため…ご利用になれません',
    'システム停止中',
    'undermaintenance',
    'downformaintenance',
    'scheduledmaintenance',
  ],
  closed: [
    '時間外のため',
    'サービス時間外',
    'サービス提供時間外',
    'ご利用時間外',
    '利用可能時間外',
    '利用時間外',
    '運用時間外',
    '営業時間外',
    '受付時間外',
    '稼働時間外',
    'outsideservicehours',
    'outsideofservicehours',
  ],
  proxy: ['proxyauthenticationrequired', 'cacheaccessdenied', 'generatedby…(squid', 'プロキシサーバ…認証が必要'],
};

const phrases = Object.entries(PHRASES).map(([sign, list]) => ({
  sign: sign as Sign,
  phrases: list.map((phrase) => phrase.split('…')),
}));

/** Makes text comparable: full and half width alike, lower case, no white space at all (line breaks fall inside words). */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** What turns a statement into a possibility: 「証明書がインストールされていない場合は」 says nothing of this PC. */
const CONDITIONS = ['場合', 'とき', '時は', '際', '可能性', '恐れ', 'かどうか', 'if', 'may'];

/** Whether the parts follow one another in the text, in a sentence that states it. */
function states(text: string, [first = '', ...others]: readonly string[]): boolean {
  for (let from = text.indexOf(first); from >= 0; from = text.indexOf(first, from + 1)) {
    const end = others.reduce((at, part) => {
      const found = at < 0 ? -1 : text.indexOf(part, at);
      return found < 0 ? -1 : found + part.length;
    }, from + first.length);
    if (end < 0) return false;
    const rest = text.slice(end, end + 10).split(/[。、.]/, 1)[0] ?? '';
    if (!CONDITIONS.some((condition) => rest.includes(condition))) return true;
  }
  return false;
}

/** What a page can be seen to be, as the content script reads it. */
export interface PageFacts {
  /** HTTP status of the page; 0 if not known. */
  status: number;
  title: string;
  /** The page's visible text; more than `MAX_ERROR_PAGE_TEXT` characters mean: no error page. */
  text: string;
  /** Whether one can type into it (a login page, a search, a form), or it is far larger than an error page. */
  isAtWork: boolean;
}

/**
 * The signs on a page. One that can be worked with has that sign alone, whatever its notices say. A page with a status of success counts only
 * if it holds next to nothing else: notices and FAQs on healthy pages quote the same words.
 */
export function readSigns({ status, title, text, isAtWork }: PageFacts): Sign[] {
  const limit = status >= 400 ? MAX_ERROR_PAGE_TEXT : MAX_NOTICE_PAGE_TEXT;
  if (isAtWork) return ['at-work'];
  if (text.length > limit) return [];
  const folded = foldText(`${title}\n${text}`);
  return phrases.filter((entry) => entry.phrases.some((parts) => states(folded, parts))).map((entry) => entry.sign);
}
