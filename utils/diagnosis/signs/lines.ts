/** A page as lines. The same builder makes them from the DOM, from HTML text and from plain text. */
import { findWord } from './tokenize.ts';

/** A line of a page, and its place as letters. */
export interface Line {
  text: string;
  /**
   * `h`: a heading. `n`: navigation or footer. `r`: a row or an item of a list. `s`: a sample (a figure, a quotation,
   * code, a frame beside text). `d`: in a disabled form. `f`: after a field of a form.
   */
  marks: string;
}

/** A page with more characters is no message, whatever its status: it has no lines. */
export const MAX_PAGE_TEXT = 20_000;

/** With fewer characters, a page speaks by its pictures. */
const MIN_TEXT = 24;

/** What a page shows. */
export interface PageLines {
  lines: readonly Line[];
  /** Has fields to work with: not disabled, and more than a search, an address or a language. */
  isInteractive: boolean;
}

type Attributes = (name: string) => string | null;

/** The marks of elements and roles. */
const MARKS: readonly (readonly [mark: string, names: RegExp])[] = [
  ['h', /^(?:h\d|caption)$/],
  ['n', /^(?:nav|footer|aside|navigation|contentinfo|button|address)$/],
  ['s', /^(?:figure|blockquote|code|iframe)$/],
  ['r', /^(?:tr|li|dl)$/],
];
/** Fields that a page may have beside its message. */
const SIDE_FIELD = /^(?:search|email|select)$/;
const NO_FIELD = /^(?:hidden|button|submit|reset|image)$/;
/** Elements without an end tag. */
export const VOID = /^(?:br|col|hr|img|input|link|meta|wbr)$/;

/** Collects the lines of a page from its elements and texts, in the order of the document. */
export class LineBuilder {
  #lines: Line[] = [];
  #text = '';
  #length = 0;
  /** The open elements, each with all marks inside it. */
  #open: [name: string, marks: string][] = [['', '']];
  #alternatives: string[] = [];
  #fields: string[] = [];

  get #marks(): string {
    return this.#open.at(-1)?.[1] ?? '';
  }

  open(name: string, attribute: Attributes, isBlock: boolean): void {
    if (name === 'br') this.#text += '\n';
    else if (/^(?:td|th|dd)$/.test(name)) this.#text += '\t';
    else if (isBlock) this.#endLine();
    const role = attribute('role') ?? '';
    const alternative = attribute('alt') ?? attribute('aria-label');
    if (alternative && /img|svg|image/.test(name + role + (attribute('type') ?? '')))
      this.#alternatives.push(alternative);
    const isDead = attribute('disabled') !== null || attribute('readonly') !== null || this.#marks.includes('d');
    const isEditable = (attribute('contenteditable') ?? 'false') !== 'false';
    if (/^(?:input|textarea|select)$/.test(name) || isEditable) {
      const kind = name === 'input' ? (attribute('type') ?? 'text').toLowerCase() : name;
      const type = !NO_FIELD.test(kind) && isSearch(attribute) ? 'search' : kind;
      if (!isBlock) this.#endLine();
      if (!isDead && attribute('aria-disabled') !== 'true' && !NO_FIELD.test(type)) this.#fields.push(type);
    }
    // Paragraphs in a cell are a layout, not a row.
    const isLayout = /^(?:p|h\d|table|center)$/.test(name) && this.#open.some(([outer]) => outer === 'td');
    const inherited = isLayout ? this.#marks.replaceAll('r', '') : this.#marks;
    const added = MARKS.map(([mark, names]) => (names.test(name) || names.test(role) ? mark : '')).join('');
    if (!VOID.test(name)) this.#open.push([name, inherited + added + (isDead && name === 'fieldset' ? 'd' : '')]);
  }

  add(text: string): void {
    this.#length += text.length;
    if (this.#length <= MAX_PAGE_TEXT) this.#text += text;
  }

  /** Closes an element, and with it those inside it that have no end tag. */
  close(name: string, isBlock: boolean): void {
    if (isBlock && name !== 'dt') this.#endLine();
    const index = this.#open.findLastIndex(([open]) => open === name);
    if (index > 0) this.#open.length = index;
  }

  finish(): PageLines {
    this.#endLine();
    const isPicture = this.#lines.reduce((sum, { text }) => sum + text.length, 0) < MIN_TEXT;
    if (isPicture) for (const text of this.#alternatives) this.#lines.push({ text, marks: '' });
    const lines = this.#length > MAX_PAGE_TEXT ? [] : markRecords(this.#lines);
    return { lines, isInteractive: this.#fields.length > 1 || this.#fields.some(isWork) };
  }

  /** Cells of several lines are a layout, not a row. */
  #endLine(): void {
    const marks = this.#marks + (this.#fields.some(isWork) ? 'f' : '');
    const cells = this.#text.trim().split('\t');
    const isLong = (cell: string) => cell.length > 20;
    const isLayout = cells.length > 1 && cells.some((cell) => cell.trim().includes('\n')) && cells.some(isLong);
    for (const part of isLayout ? cells : [cells.join('\t')])
      for (const text of joinLines(part))
        this.#lines.push({ text, marks: isLayout ? marks.replaceAll('r', '') : marks });
    this.#text = '';
  }
}

/** Whether a field is there to search, by its name or its hint. */
function isSearch(attribute: Attributes): boolean {
  const hint = `${attribute('placeholder') ?? ''} ${attribute('aria-label') ?? ''} ${attribute('title') ?? ''}`;
  return (
    /^(?:q|kw|query|keywords?|search\w*)$/i.test(attribute('name') ?? '') ||
    /検索|さが[すし]|探[すし]|search/i.test(hint)
  );
}

function isWork(type: string): boolean {
  return !SIDE_FIELD.test(type);
}

/** The lines of a text without markup: paragraphs end at blank lines, cells at tabs. */
export function linesOfText(text: string): Line[] {
  if (text.length > MAX_PAGE_TEXT) return [];
  return markRecords(joinLines(text).map((line) => ({ text: line, marks: '' })));
}

/** Marks what looks like records: several lines with cells, with a time or a number in front, or with labels. */
function markRecords(lines: readonly Line[]): Line[] {
  const isRow = (text: string) => /\t|^\d{1,4}[-/:年.]\d?|\.{4}/.test(text);
  const isLabelled = (text: string) => /^[^\s:=]{1,20} ?[:=] ?\S/.test(text);
  const several = (test: (text: string) => boolean, min: number) =>
    lines.filter((line) => test(line.text)).length >= min;
  const [areRows, areLabelled] = [several(isRow, 2), several(isLabelled, 3)];
  const isRecord = (text: string) => (areRows && isRow(text)) || (areLabelled && isLabelled(text));
  // Several words in a row beside longer lines are a menu.
  const isWord = (line: Line | undefined) => line !== undefined && /^[^。!?:\t\d]{1,8}$/.test(line.text);
  const isMenu = (index: number) => [0, 1, 2].some((back) => [0, 1, 2].every((on) => isWord(lines[index - back + on])));
  const hasText = lines.some(({ text }) => text.length > 16);
  return lines.map(({ text, marks }, index) => ({
    text,
    marks: marks + (isRecord(text) ? 'r' : '') + (hasText && isMenu(index) ? 'n' : ''),
  }));
}

/** Joins lines that are broken inside a sentence. */
function joinLines(text: string): string[] {
  const joined: string[] = [];
  for (const paragraph of text
    .replaceAll('\u3000', '\t')
    .normalize('NFKC')
    .split(/\n\s*\n/)) {
    let last = '';
    for (const line of paragraph.split('\n').map((part) => part.trim())) {
      // A word that is broken, with its hyphen.
      if (/^[a-z]/.test(line) && /(?:^|[^a-z-])[a-z]+-$/.test(last.slice(-40))) last = last.slice(0, -1) + line;
      else if (last !== '' && goesOn(last, line)) last += (/^[a-z]/i.test(line) ? ' ' : '') + line;
      else {
        joined.push(last);
        last = line;
      }
    }
    joined.push(last);
  }
  return joined.filter(Boolean);
}

const ENDS_SENTENCE = /[。.!?:中]$|(?:ません|です|ます|した|ない)$/;
const NEW_SENTENCE = /^(?:[おご]|[こそ][のちれ]|ただ|なお|また|もう|いま|どう|しば)/;

/** Whether a word of the lexicon begins before a line end and ends behind it. */
function isInsideWord(before: string, after: string): boolean {
  return [1, 2, 3, 4, 5, 6].some((length) => {
    const start = before.slice(-length);
    const [, found = 0] = findWord(start + after.slice(0, 8), 0) ?? [];
    return start.length === length && found > length;
  });
}

/** Whether a line goes on after its end: inside a word, after a particle, or with an ending. */
function goesOn(before: string, after: string): boolean {
  // Letters one below the other.
  if (before.length === 1 || after.length === 1) return /[ぁ-んァ-ヶ\p{sc=Han}]/u.test(before.slice(-1) + after);
  if (ENDS_SENTENCE.test(before)) return false;
  if (/[a-z],?$/i.test(before)) return /^[a-z]/.test(after);
  const isEnding = /^[ぁ-ん」、。)]/.test(after) && !NEW_SENTENCE.test(after);
  const isShort = before.length + after.length < 12 && /[ァ-ヶー\p{sc=Han}]\p{sc=Han}/u.test(before.slice(-1) + after);
  return isEnding || isShort || /[はがをにのでと、「(]$/.test(before) || isInsideWord(before, after);
}
