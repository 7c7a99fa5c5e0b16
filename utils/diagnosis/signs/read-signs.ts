/** What a page says, from its text to its signs. */
import { createPage, type Page, type PageContent } from './page.ts';
import { hasOtherReason, isClosedByHours, isFilter, isPortal, isRelay, isServerError } from './page-signs.ts';
import { findRefusal } from './refusals.ts';
import type { Sign } from './signs.ts';
import { findStatements, type Sentence, type Statement } from './statements.ts';

export { MAX_TEXT, MAX_TITLE, type PageContent } from './page.ts';

export interface Reading {
  sentences: readonly Sentence[];
  /** All statements; `refusal`: why one is not believed. */
  statements: readonly (Statement & { refusal: string | undefined })[];
  signs: readonly Sign[];
}

/** Returns the signs on a page. Total: any text will do. */
export function readSigns(content: PageContent): Sign[] {
  return [...readInLayers(content).signs];
}

/** Reads a page, and returns every layer of the reading. */
export function readInLayers(content: PageContent): Reading {
  const page = createPage(content);
  const { sentences, isRefusal, isError, isWell, isInteractive, letters, text } = page;
  // A bare 証明書 is the PC's on a refusal, or if the page also names the PC's, or an installation.
  const isSubject = isRefusal || /C/.test(letters) || /インストール|導入/.test(text) || (isError && isWell);
  const isNamed = (sentence: Sentence) =>
    isInteractive ? /A/.test(sentence.letters) : isSubject || /[πoA]/.test(sentence.letters);
  const statements = sentences
    .flatMap((sentence) => findStatements(sentence, isNamed(sentence) ? 'Cc' : 'C'))
    .map((statement) => ({ ...statement, refusal: findRefusal(page, statement) }));
  return { sentences, statements, signs: signsOf(page, statements) };
}

/** A sentence about the PC's certificate and nothing else. */
function isTopic({ letters }: Sentence): boolean {
  return /[cC]/.test(letters) && !/[bgiuyqHkDpGFXJ<]/.test(letters);
}

/** What the page as a whole says. */
function signsOf(page: Page, statements: Reading['statements']): Sign[] {
  const { sentences } = page;
  const isCertificate = ({ sign }: Statement) => sign.startsWith('certificate');
  const stated = statements.filter(({ refusal = 'business' }) => refusal === 'business');
  // A page that works and says two things is a list: of the certificate and of hours, or two findings about it.
  const findings = stated.filter(isCertificate);
  const [absent = [], refused = []] = ['certificate-absent', 'certificate-refused'].map((sign) =>
    findings.filter((one) => one.sign === sign && one.rank > 2),
  );
  const areTwo = absent.some((one) => refused.every((other) => other.sentence !== one.sentence)) && refused.length > 0;
  const isList = page.isWell && (areTwo || (findings.length > 0 && findings.length < stated.length));
  const isScheduled = ({ sign, sentence }: Statement) =>
    sentence.marks === 't' && statements.some((other) => other.sign === sign && other.refusal === 'schedule');
  const believed = isList ? [] : stated.filter((one) => one.refusal === undefined && !isScheduled(one));
  const [certificate] = believed.filter(isCertificate).sort((a, b) => b.rank - a.rank);
  const isProxy = isRelay(page) || isFilter(page) || isPortal(page);
  // A relay that fails speaks of its own certificate.
  const signs = new Set<Sign>(certificate && !(isProxy && page.status >= 500) ? [certificate.sign] : []);
  for (const statement of believed) if (!isCertificate(statement)) signs.add(statement.sign);
  if (!signs.has('maintenance') && isClosedByHours(page)) signs.add('closed');
  if (isProxy) signs.add('proxy');
  if (signs.size > 0) return [...signs];
  if (page.isRefusal && sentences.some(isTopic)) return ['certificate-absent'];
  if (isServerError(page)) return ['server-error'];
  if (page.isInteractive) return ['interactive'];
  return page.isRefusal && hasOtherReason(page) ? ['other-reason'] : [];
}
