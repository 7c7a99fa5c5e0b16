import { foldText } from './fold-text.ts';
import {
  BARE_CERTIFICATE,
  CERTIFICATE_PHRASES,
  CLIENT_CERTIFICATE,
  PAGE_PHRASES,
  type Phrase,
  type PhraseTable,
  PLACEHOLDERS,
} from './phrases.ts';
import {
  isAboutCertificate,
  isHelpPage,
  PAGE_REFUTATIONS,
  REFUTATIONS,
  type Refutation,
  type Refutations,
  type Statement,
  sentenceAround,
} from './refutations.ts';
import { SIGNS, type Sign } from './signs.ts';

/** Max length of an error page's visible text, in characters. Error pages are short. */
export const MAX_ERROR_PAGE_TEXT = 3000;
/** The same for a page with a success status: it counts only if it has a few lines and no other content. */
export const MAX_NOTICE_PAGE_TEXT = 600;
/** Max length of a title, in characters; the rest is ignored. */
export const MAX_TITLE = 200;
/** Max number of elements of an error page. A page with more is interactive. */
export const MAX_ELEMENTS = 300;

const ERROR_TITLE = /エラー|error|拒否|denied|forbidden|40[013]/;

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

/** The phrases to search for, and the rules that discard them. */
export interface SignRules {
  phrases: readonly PhraseTable[];
  refutations: readonly Refutations[];
  /** Whether a page with a success status explains error messages; it gives no sign then. */
  isHelpPage?(page: string): boolean;
}

/** For pages that people open. */
export const PAGE_RULES: SignRules = {
  phrases: [CERTIFICATE_PHRASES, PAGE_PHRASES],
  refutations: [REFUTATIONS, PAGE_REFUTATIONS],
  isHelpPage,
};

/** For the answers to probes. */
export const PROBE_RULES: SignRules = { phrases: [CERTIFICATE_PHRASES], refutations: [REFUTATIONS] };

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

/** Returns the first rule that discards a statement; `undefined` if it counts. */
export function refutationOf(statement: Statement, { refutations }: SignRules): Refutation | undefined {
  const byStatus = statement.status >= 400 ? 'errorStatus' : 'successStatus';
  return refutations
    .flatMap(({ anyStatus, [byStatus]: others }) => [...anyStatus, ...others])
    .find(({ applies }) => applies(statement));
}

/** Finds all phrases on a page, in the order of `SIGNS`. */
export function findStatements({ status, title, text }: PageContent, rules: SignRules): Statement[] {
  const isErrorPage = status >= 400;
  if (text.length > (isErrorPage ? MAX_ERROR_PAGE_TEXT : MAX_NOTICE_PAGE_TEXT)) return [];
  const page = `${foldText(title.slice(0, MAX_TITLE))}\n${foldText(text)}`.trim();
  if (!isErrorPage && rules.isHelpPage?.(page)) return [];
  const namesError = isErrorPage || page.split('\n', 2).some((line) => line.length < 30 && ERROR_TITLE.test(line));
  const placeholders: Record<string, string> = { ...PLACEHOLDERS, cert: certificatePattern(page, status) };

  return SIGNS.flatMap((sign) =>
    rules.phrases
      .flatMap(({ [sign]: phrases }) => [
        ...(phrases?.anywhere ?? []),
        ...((namesError && phrases?.onErrorPages) || []),
      ])
      .flatMap((phrase) => [...page.matchAll(compile(phrase, placeholders))])
      .map(({ 0: words, index }) => {
        const before = page.slice(0, index);
        const after = page.slice(index + words.length);
        return { sign, words, before, after, status, page, ...sentenceAround(before, words, after) };
      }),
  );
}

/** A bare 証明書 means the PC's where access is refused, and where the page mentions client certificates. */
function certificatePattern(page: string, status: number): string {
  const isRefusal = status >= 400 && status < 500 && status !== 404 && status !== 410;
  const isSubject = isRefusal || new RegExp(`インストール|導入|${CLIENT_CERTIFICATE}`).test(page);
  return isSubject ? `(${CLIENT_CERTIFICATE}|${BARE_CERTIFICATE})` : CLIENT_CERTIFICATE;
}

function compile(phrase: Phrase, placeholders: Record<string, string>): RegExp {
  const parts = typeof phrase === 'string' ? [phrase] : phrase;
  const pattern = parts.map((part) => (typeof part === 'string' ? part : `(${part.join('|')})`)).join('');
  return new RegExp(
    pattern.replace(/\{([a-z]+)\}/g, (place, name: string) => placeholders[name] ?? place),
    'gu',
  );
}
