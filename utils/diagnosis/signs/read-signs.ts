import { foldText } from './fold-text.ts';
import { BARE_CERTIFICATE, CERTIFICATE_PHRASES, CLIENT_CERTIFICATE, PAGE_PHRASES, PLACEHOLDERS } from './phrases.ts';
import { isAboutCertificate, PAGE_REFUTATIONS, REFUTATIONS, type Statement } from './refutations.ts';
import { SIGNS, type Sign } from './signs.ts';

/** Max length of an error page's visible text, in characters. Error pages are short. */
export const MAX_ERROR_PAGE_TEXT = 3000;
/** The same for a page with a success status: it counts only if it has a few lines and no other content. */
export const MAX_NOTICE_PAGE_TEXT = 600;
/** Max length of a title, in characters; the rest is ignored. */
export const MAX_TITLE = 200;

const ERROR_TITLE = /エラー|error|拒否|denied|forbidden|40[013]/;
const END_OF_SENTENCE = /[。\n!?]|\. /;

/** A page as the content script or a probe reads it. */
export interface PageContent {
  /** HTTP status; 0 if the browser does not report it. */
  status: number;
  title: string;
  /** Visible text. More than `MAX_ERROR_PAGE_TEXT` characters: not an error page. */
  text: string;
  /** The page has fields (a login page, a search, a form), or is far larger than an error page. */
  isInteractive: boolean;
}

/** The phrases to search for, and the rules that discard them: for pages that people open. */
export const PAGE_RULES = {
  phrases: [CERTIFICATE_PHRASES, PAGE_PHRASES],
  refutations: [REFUTATIONS, PAGE_REFUTATIONS],
};
/** The same for the answers to probes. */
export const PROBE_RULES: SignRules = { phrases: [CERTIFICATE_PHRASES], refutations: [REFUTATIONS] };
export type SignRules = typeof PAGE_RULES;

/**
 * Returns the signs on a page. An interactive page gives only that sign, whatever its text. A page with a success
 * status must be short, and state its failure at its beginning: notices and FAQs on healthy pages quote the same words.
 * Total: any text will do.
 */
export function readSigns(content: PageContent, rules: SignRules): Sign[] {
  if (content.isInteractive) return ['interactive'];
  const found = new Map<Sign, number>();
  for (const statement of findStatements(content, rules)) {
    const { sign, before } = statement;
    if (refutationOf(statement, rules)) continue;
    found.set(sign, Math.min(before.length, found.get(sign) ?? before.length));
  }
  // The first statement about the certificate is the page's subject; possible causes follow below.
  const [first] = [...found].filter(([sign]) => isAboutCertificate(sign)).sort(([, a], [, b]) => a - b);
  return [...found.keys()].filter((sign) => !isAboutCertificate(sign) || sign === first?.[0]);
}

/** Returns the name of the first rule that discards a statement; `undefined` if it counts. */
export function refutationOf(statement: Statement, { refutations }: SignRules): string | undefined {
  const byStatus = statement.status >= 400 ? 'errorStatus' : 'successStatus';
  return refutations
    .flatMap(({ anyStatus, [byStatus]: others }) => Object.entries({ ...anyStatus, ...others }))
    .find(([, applies]) => applies(statement))?.[0];
}

/** Finds all phrases on a page, in the order of `SIGNS`. */
export function findStatements({ status, title, text }: PageContent, rules: SignRules): Statement[] {
  const isErrorPage = status >= 400;
  if (text.length > (isErrorPage ? MAX_ERROR_PAGE_TEXT : MAX_NOTICE_PAGE_TEXT)) return [];
  const page = `${foldText(title.slice(0, MAX_TITLE))}\n${foldText(text)}`.trim();
  const namesError = isErrorPage || page.split('\n', 2).some((line) => line.length < 30 && ERROR_TITLE.test(line));
  const placeholders: Record<string, string> = { ...PLACEHOLDERS, cert: certificatePattern(page, status) };

  return SIGNS.flatMap((sign) =>
    rules.phrases
      .flatMap(({ [sign]: { anywhere = [], onErrorPages = [] } = {} }) => [
        ...anywhere,
        ...(namesError ? onErrorPages : []),
      ])
      .map((phrase) => phrase.replace(/\{([a-z]+)\}/g, (place, name: string) => placeholders[name] ?? place))
      .flatMap((pattern) => [...page.matchAll(new RegExp(pattern, 'gu'))])
      .map(({ 0: words, index }) => {
        const before = page.slice(0, index);
        const after = page.slice(index + words.length);
        const opening = before.split(END_OF_SENTENCE).at(-1) ?? '';
        const sentence = opening + words + after.split(END_OF_SENTENCE, 1)[0];
        return { sign, words, before, after, status, sentence, opening, page };
      }),
  );
}

/** A bare 証明書 means the PC's where access is refused, and where the page mentions client certificates. */
function certificatePattern(page: string, status: number): string {
  const isRefusal = status >= 400 && status < 500 && status !== 404 && status !== 410;
  const isSubject = isRefusal || new RegExp(`インストール|導入|${CLIENT_CERTIFICATE}`).test(page);
  return isSubject ? `(${CLIENT_CERTIFICATE}|${BARE_CERTIFICATE})` : CLIENT_CERTIFICATE;
}
