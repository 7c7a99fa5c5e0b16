/** What a page as a whole says, whatever its single sentences. */
import { compareHours } from './hours.ts';
import type { Line } from './lines.ts';
import type { Sentence } from './statements.ts';

/** A page as the content script, a probe or a case has it. */
export interface PageContent {
  /** HTTP status; 0 if the browser does not report it. */
  status: number;
  title: string;
  lines: readonly Line[];
  /** The page has fields to work with. */
  isInteractive: boolean;
  /** The moment of reading, in ms since the epoch; `undefined`: not known. */
  at?: number | undefined;
}

/** A page as evidence. */
export interface Page extends PageContent {
  sentences: readonly Sentence[];
  /** The letters of the title, and of the lines. */
  titleLetters: string;
  letters: string;
  /** The folded text of the lines that are the page's own voice. */
  text: string;
  /** The page names an error in its status, its title or its first line. */
  isError: boolean;
}

/** A page that says no more than a message, in characters. */
const MESSAGE = 400;

/** 「ただいま使えません」 with hours that do not hold now, 「7時以降にお越しください」, nightly work that goes on now. */
export function isClosedByHours({ text, letters, at, status, isInteractive, titleLetters }: Page): boolean {
  const hours = at === undefined || isInteractive || text.length > MESSAGE ? undefined : compareHours(text, at);
  if (hours === undefined || /T/.test(letters) || /a/.test(titleLetters)) return false;
  const isNotNow =
    follows(letters, 'w', /[GAF_S][nN]|t/) || /x;|\.x|閉ま|closed/.test(`.${letters}.${titleLetters};${text}`);
  const isInvited = /l/.test(letters) || /again|し直|お使いいただけます|開け|再開|以降/.test(text);
  const isNightly = /夜間|バッチ|締め/.test(text);
  if (isNightly)
    return (hours === 'in' && /[nNmv中]/.test(letters + text)) || (hours === 'soon' && /[nN]/.test(letters));
  if (hours === 'out') return isNotNow || isInvited;
  return hours === 'soon' && (isNotNow || (isInvited && status >= 400)) && !/f/.test(letters);
}

/** A host that is none of the systems'. */
const FOREIGN_HOST = /(?:^|[^\w.-])(?![\w.-]{0,60}mamoris-net)[\w-]+\.[\w-]+\.[a-z]{2,}/;
const PRODUCT = /\([a-z]+\/[\d.]+\)/;

/** A relay between the PC and the server: its product's signature, or a relay that failed or refused. */
export function isRelay({ text, letters, titleLetters, status }: Page): boolean {
  const all = plain(`${titleLetters}.${letters}`);
  if (status < 400)
    return (
      /[ρβ]/.test(all) && /B/.test(all) && !/i/.test(letters) && text.length < MESSAGE && !/[aq]/.test(titleLetters)
    );
  // A server has a proxy of its own, too; ours has no foreign name.
  const isForeign = /[ぁ-ん]/.test(text) || /R|PA/.test(letters) || FOREIGN_HOST.test(text);
  return /[ρβ]/.test(all) || PRODUCT.test(text) || (isForeign && follows(all, 'P', /[nNJXtQB]|AJ/));
}

const ADDRESSES = [
  'url',
  '宛先',
  'ホームページ',
  'このページ',
  'サイト',
  'web page',
  'website',
  'web site',
  'internet',
];

/** A filter: something is blocked, by a rule of the company or of its administrator, or for a category. */
export function isFilter({ sentences, text, letters, titleLetters, status, isError, isInteractive }: Page): boolean {
  const all = plain(`${titleLetters}.${letters}`);
  const score = [/R/, /K/, /β/].filter((part) => part.test(all)).length;
  if (status >= 400) return status === 451 || (/B/.test(all) && (score > 0 || /規制|フィルタ/.test(text)));
  const [first = ''] = all.slice(titleLetters.length + 1).split('.');
  const isRecord = sentences.some(({ marks, letters: concepts }) => marks.includes('r') && concepts.includes('B'));
  const isStopped = /B/.test(all) || follows(all, 'R', /[nN]/);
  const isThis = /この|this|ご覧|your|しようと/.test(text);
  const isNamed = isError || /B/.test(isThis ? titleLetters + first : titleLetters);
  const isMessage = isNamed && isStopped && !isRecord && !isInteractive && !/i/.test(first) && text.length < MESSAGE;
  return isMessage && score + Number(ADDRESSES.some((word) => text.includes(word))) > 1;
}

/** Whether a pattern fits after a concept in one sentence. */
function follows(letters: string, concept: string, pattern: RegExp): boolean {
  return letters.split('.').some((sentence) => {
    const place = sentence.indexOf(concept);
    return place >= 0 && pattern.test(sentence.slice(place));
  });
}

/** Without what is quoted. */
function plain(letters: string): string {
  return letters
    .split(/[<>]/)
    .filter((_part, index) => index % 2 === 0)
    .join('');
}

/** An error of the server on a page with a success status. Words of input, documents or its end speak against it. */
export function isServerError({ status, letters, titleLetters, isInteractive, text }: Page): boolean {
  if (status >= 400 || isInteractive || text.length > MESSAGE || /[aq]/.test(titleLetters)) return false;
  if (/D/.test(letters) || /入力|桁|項目|解消|復旧|(?<!\d)0件/.test(text)) return false;
  const isStated = (sentence: string) =>
    (/E/.test(sentence) && !follows(sentence, 'E', /[dif]/)) || /V.{0,5}(?:[FA_G][nN]|[AF]J)/.test(sentence);
  return [titleLetters, ...plain(letters).split('.').slice(0, 8)].some(isStated);
}

const OTHER_REASON =
  /アドレス|ip|cookie|クッキー|waf|firewall|攻撃|セキュリティ|security|セッション|アカウント|ロック|権限|too large|header|support id|ポリシー|policy|stopped|country|token|csrf|referer/;

/** A refusal that gives a reason of its own: a block, a right, a rule, an address, a session. */
export function hasOtherReason({ text, letters }: Page): boolean {
  return /[BHtRK]/.test(letters) || OTHER_REASON.test(text);
}
