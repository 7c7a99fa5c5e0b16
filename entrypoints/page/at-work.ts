import { areLarge } from '@/utils/in-page/documents.ts';

/**
 * Fields to work with. Error pages have others, too: buttons (「戻る」), a search, an address for news, a language; or
 * fields that are out of use.
 */
const FIELDS =
  ':is(input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image], [type=search], [type=email])' +
  ', textarea, [contenteditable]:not([contenteditable=false])):not(:disabled, [readonly], [aria-disabled=true])';

/**
 * A page with fields is read only if it has one of these words. It may state that the certificate is missing. It may be
 * a filter that asks for a password. Or it is a login below a notice.
 */
const REASONS =
  /証明|certif|プロキシ|proxy|ブロック|block|フィルタ|filter|規制|制限|インターネット|wi-?fi|ネットワーク|network|メンテ|mainten|停止|時間外|障害|エラー|error/i;

/** Whether people work in these documents: with fields and without a reason, or far larger than an error page. */
export function areAtWork(documents: readonly Document[]): boolean {
  const hasFields = documents.some((inner) => inner.querySelector(FIELDS) !== null);
  return areLarge(documents) || (hasFields && !documents.some(givesReason));
}

function givesReason({ body }: Document): boolean {
  if (!body) return false;
  // Code is full of these words (`error`, `display: block`).
  const code = [...body.querySelectorAll('script, style, noscript')].map(({ textContent }) => textContent ?? '');
  return REASONS.test(code.reduce((text, part) => text.replace(part, ''), body.textContent ?? ''));
}
