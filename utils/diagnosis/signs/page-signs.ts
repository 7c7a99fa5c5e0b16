/** What a page as a whole says, whatever its single sentences. */
import { compareHours } from './hours.ts';
import { ADDRESSES, INPUT_WORDS, PROTECTORS, SERVER_REASONS } from './lexicon.ts';
import type { Page } from './page.ts';

/** 「ただいま使えません」 with hours that do not hold now, 「7時以降にお越しください」, a nightly stop that goes on now. */
export function isClosedByHours({ text, spoken, at, isWell, isMessage }: Page): boolean {
  // Hours of a desk, of a failure, or of a part.
  if (at === undefined || !isMessage || /[TE+ο]/.test(spoken)) return false;
  const hours = compareHours(text, at);
  const isStop = (one: string) => /t_?[vmpd]|[GS_]?O(?!g)|[SGAhθ][^M]{0,4}d[pv]/.test(one) && !/[fiMH]/.test(one);
  const isOver = spoken.split('.').some(isStop) || /閉まっ[てた]|closed/.test(text);
  const isRefused = follows(spoken, 'w', /[GAF_S][nN]/);
  const isInvited = /l/.test(spoken) || /again|し直|再開|以降/.test(text);
  if (/夜間|締め/.test(text))
    return hours === 'in' ? /[nNmv中]/.test(spoken + text) : hours === 'soon' && /[nN]/.test(spoken);
  if (hours === 'in') return isOver;
  if (hours === 'out') return isOver || isRefused || isInvited || /w/.test(spoken);
  return hours === 'soon' && (isOver || isRefused || (isInvited && !isWell));
}

/** A host that is none of the systems'. */
const FOREIGN_HOST = /(?:^|[^\w.-])(?![\w.-]{0,60}mamoris-net)[\w-]+\.[\w-]+\.[a-z]{2,}/;
const PRODUCT = /\([a-z]+\/[\d.]+\)/;

/** A relay between the PC and the server: its product's signature, or a relay that failed or refused. */
export function isRelay({ text, spoken, titleLetters, isWell, isMessage }: Page): boolean {
  if (isWell)
    return isMessage && /[ρβ]/.test(spoken) && /B/.test(spoken) && !/i/.test(spoken) && !/q/.test(titleLetters);
  // A server has a proxy of its own, too; ours has no foreign name.
  const isForeign = /[ぁ-ん]/.test(text) || FOREIGN_HOST.test(text);
  return /[ρβ]/.test(spoken) || PRODUCT.test(text) || (isForeign && follows(spoken, 'P', /[nNJXtQB]/));
}

/** A filter: something is blocked, by a rule of the company or of its administrator, or for a category. */
export function isFilter({
  sentences,
  title,
  titleLetters,
  text,
  spoken,
  status,
  isWell,
  isError,
  isMessage,
}: Page): boolean {
  const isRule = follows(spoken, 'R', /[nN]/);
  const isBlocked = /B/.test(spoken);
  const hasAddress = names(ADDRESSES, text);
  const score = [/R/, /K/, /β/].filter((part) => part.test(spoken)).length;
  if (!isWell) {
    if (names(PROTECTORS, text + title.toLowerCase())) return false;
    const isCompany = isRule && !/H/.test(spoken) && (hasAddress || /K/.test(spoken));
    return (
      status === 451 ||
      status === 511 ||
      (isBlocked && score > 0) ||
      isCompany ||
      (status >= 500 && /R_?K/.test(spoken))
    );
  }
  const isNamed = isError || /B/.test(/この|this/.test(text) ? spoken.split('.', 3).join() : titleLetters);
  const isReport = sentences.some(
    ({ marks, letters }) => letters.includes('B') && (/r/.test(marks) || /i/.test(letters)),
  );
  return isMessage && isNamed && !isReport && (isBlocked || isRule) && score + Number(hasAddress) > 1;
}

/** A network that asks its guests to agree or to sign in before it opens. */
export function isPortal({ spoken, titleLetters, isWell, isArticle, isShort, isInteractive }: Page): boolean {
  const isAsking = (isInteractive || /[Qy]/.test(spoken)) && /ω/.test(spoken.split('.').slice(0, 3).join());
  const isOther = isArticle || /[cCD]/.test(spoken) || (/q/.test(titleLetters) && !/B/.test(spoken));
  return isWell && isShort && isAsking && !isOther;
}

/** An error of the server on a page with a success status. Words of input, documents or its end speak against it. */
export function isServerError({ isWell, sentences, spoken, titleLetters, isMessage, text }: Page): boolean {
  if (!isWell || !isMessage || /[qi]/.test(titleLetters) || /D|d[pv]/.test(spoken) || names(INPUT_WORDS, text))
    return false;
  const isStated = (sentence: string) =>
    (/E/.test(sentence) && !follows(sentence, 'E', /[dif]/)) || /V.{0,5}(?:[FA_G][nN]|[AF]J)/.test(sentence);
  return /[EV]/.test(spoken) && sentences.some(({ marks, letters }) => !marks.includes('r') && isStated(letters));
}

/** A refusal that gives a reason of its own: a block, a right, a rule, an address, a session. */
export function hasOtherReason({ text, spoken }: Page): boolean {
  return /[BHtRK]/.test(spoken) || names(SERVER_REASONS, text);
}

/** Whether a text names one of these words. */
function names(words: string, text: string): boolean {
  return words.split(' ').some((word) => text.includes(word.replaceAll('_', ' ')));
}

/** Whether a pattern fits after a concept in one sentence. */
function follows(spoken: string, concept: string, pattern: RegExp): boolean {
  return spoken.split('.').some((sentence) => {
    const place = sentence.indexOf(concept);
    return place >= 0 && pattern.test(sentence.slice(place));
  });
}
