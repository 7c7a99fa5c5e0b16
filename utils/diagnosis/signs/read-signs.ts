/** What a page says, from its text to its signs. */

import { findDoubt } from './doubts.ts';
import { SERVER_REASONS } from './lexicon.ts';
import { type Class, classify, featuresOf, type Votes } from './model.ts';
import { createPage, type Page, type PageContent } from './page.ts';
import type { Sign } from './signs.ts';
import { findStatements, type Sentence, type Statement } from './statements.ts';
import type { Weights } from './unpack-weights.ts';

export { MAX_TEXT, MAX_TITLE, type PageContent } from './page.ts';

/** Returns the signs on a page. Total: any text will do. */
export function readSigns(content: PageContent): Sign[] {
  return readInLayers(content).signs;
}

/** A page of a server that has failed anyway says one of these for no other reason. */
const REASONS_OF_5XX: readonly Class[] = ['maintenance', 'closed', 'proxy'];

/** Reads a page, and returns every layer of the reading. The rules have a vote, the model decides. */
export function readInLayers(content: PageContent, weights?: Weights) {
  const { page, votes, signs } = readByRules(content);
  const isWell = page.isWell || page.isInteractive;
  const scores = classify(featuresOf(page, votes), { vote: votes.sign, isWell }, weights);
  const decided = scores[0]?.[0] ?? 'none';
  // A page without words is known by its status alone.
  const isByRules = page.sentences.length === 0 || (page.status >= 500 && REASONS_OF_5XX.includes(votes.sign));
  if (decided === votes.sign || isByRules) return { page, votes, scores, signs };
  return { page, votes, scores, signs: decided === 'none' ? silentSigns(page) : [decided] };
}

/** The signs that name a cause, in the order of the diagnosis. */
export const STRONGEST: readonly Exclude<Class, 'none'>[] = [
  'certificate-refused',
  'certificate-absent',
  'proxy',
  'maintenance',
  'closed',
  'certificate-present',
  'server-error',
];

/** Reads a page by rules alone. */
export function readByRules(content: PageContent) {
  const page = createPage(content);
  const { sentences, isRefusal, isError, isWell, isInteractive, letters, text } = page;
  // A bare 証明書 is the PC's on a refusal, or if the page also names the PC's, or an installation.
  const isSubject = isRefusal || /C/.test(letters) || /インストール|導入/.test(text) || (isError && isWell);
  const isNamed = (sentence: Sentence) =>
    isInteractive ? /A/.test(sentence.letters) : isSubject || /[πoA]/.test(sentence.letters);
  const statements = sentences
    .flatMap((sentence) => findStatements(sentence, isNamed(sentence) ? 'Cc' : 'C'))
    .map((statement) => ({ ...statement, doubt: findDoubt(page, statement) }));
  const signs = signsOf(page, statements);
  const votes: Votes = { sign: STRONGEST.find((one) => signs.includes(one)) ?? 'none', statements };
  return { page, votes, signs };
}

/** A sentence about the PC's certificate and nothing else. */
function isTopic({ letters }: Sentence): boolean {
  return /[cC]/.test(letters) && !/[bgiuyqHkDpGFXJ<]/.test(letters);
}

/** What the page as a whole says. */
function signsOf(page: Page, statements: Votes['statements']): Sign[] {
  const { sentences } = page;
  const isCertificate = ({ sign }: Statement) => sign.startsWith('certificate');
  const stated = statements.filter(({ doubt = 'business' }) => doubt === 'business');
  // A page that works and says two things is a list: of the certificate and of hours, or two findings about it.
  const findings = stated.filter(isCertificate);
  const [absent = [], refused = []] = ['certificate-absent', 'certificate-refused'].map((sign) =>
    findings.filter((one) => one.sign === sign && one.rank > 2),
  );
  const areTwo = absent.some((one) => refused.every((other) => other.sentence !== one.sentence)) && refused.length > 0;
  const isList = page.isWell && (areTwo || (findings.length > 0 && findings.length < stated.length));
  const isScheduled = ({ sign, sentence }: Statement) =>
    sentence.marks === 't' && statements.some((other) => other.sign === sign && other.doubt === 'schedule');
  const believed = isList ? [] : stated.filter((one) => one.doubt === undefined && !isScheduled(one));
  const [certificate] = believed.filter(isCertificate).sort((a, b) => b.rank - a.rank);
  const signs = new Set<Sign>(certificate ? [certificate.sign] : []);
  for (const statement of believed) if (!isCertificate(statement)) signs.add(statement.sign);
  if (signs.size > 0) return [...signs];
  if (page.isRefusal && sentences.some(isTopic)) return ['certificate-absent'];
  return silentSigns(page);
}

/** The signs of a page that names no failure. */
function silentSigns(page: Page): Sign[] {
  if (page.isInteractive) return ['interactive'];
  return page.isRefusal && hasOtherReason(page) ? ['other-reason'] : [];
}

/** A refusal that gives a reason of its own: a block, a right, a rule, an address, a session. */
function hasOtherReason({ text, spoken }: Page): boolean {
  const isNamed = (sentence: string) => /[BtRK]/.test(sentence) || (sentence.includes('H') && /[nNX]/.test(sentence));
  return spoken.split('.').some(isNamed) || SERVER_REASONS.split(' ').some((word) => hasWord(text, word));
}

/** Whether a text has a word; one in Latin letters only as a whole: no "ip" in "description". `_` is a space. */
function hasWord(text: string, word: string): boolean {
  if (/^[^a-z]/.test(word)) return text.includes(word);
  return ` ${text.replace(/[^a-z0-9#]+/g, ' ')} `.includes(` ${word.replaceAll('_', ' ')}`);
}
