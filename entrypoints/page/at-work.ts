import { areLarge } from '@/utils/in-page/documents.ts';

/**
 * Fields to work with. Error pages have others, too: buttons (「戻る」), a search, an address for news, a language; or
 * fields that are out of use.
 */
const FIELDS =
  ':is(input:not([type=hidden], [type=button], [type=submit], [type=reset], [type=image], [type=search], [type=email])' +
  ', textarea, [contenteditable]:not([contenteditable=false])):not(:disabled, [readonly], [aria-disabled=true])';

/**
 * Whether people work in these documents: they have fields, or are far larger than an error page. A page with fields
 * that names a certificate is still read: it may say that there is none.
 */
export function areAtWork(documents: readonly Document[]): boolean {
  const hasFields = documents.some((inner) => inner.querySelector(FIELDS) !== null);
  return areLarge(documents) || (hasFields && !documents.some(namesCertificate));
}

function namesCertificate({ body }: Document): boolean {
  return /証明書|certificate/i.test(body?.textContent ?? '');
}
