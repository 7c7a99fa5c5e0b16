/** Reads an HTML answer from its bytes: the worker has no DOM. */
import { LineBuilder, linesOfText, type PageLines, VOID } from './lines.ts';
import { MAX_ELEMENTS } from './signs.ts';

/** Elements without visible text, with their content. The title is read before their removal. */
const INVISIBLE =
  /<!--[\s\S]*?(?:-->|$)|<(?:!|\?xml\b)[^<>]*>|<(script|style|template|noscript|title)\b[\s\S]*?(?:<\/\1\s*>|$)|<r[tp]\b[^<>]*>[^<]*/gi;
/** A drawing and its title, which is its alternative text. */
const DRAWING = /<svg\b([^<>]*)>\s*<title\b[^<>]*>([^<>"]*)/gi;
/** A run of text and the tag after it. */
const PIECE = /([^<]*)(?:<(\/?)([a-z][^\s/>]*)((?:"[^"]*"?|'[^']*'?|[^>"'])*)>?|<|$)/gi;
const ATTRIBUTE = /([^\s=/]+)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'=>]+)))?/g;
/** Elements inside a line. Every other tag ends the line, but for those inside a row. */
const INLINE =
  /^(a|abbr|b|big|br|code|em|font|i|img|input|mark|r[bpt]|ruby|s|small|span|strong|su[bp]|td|th|dd|tt|u|wbr)$/;
const HIDDEN = /\shidden(?=[\s=/]|$)|display\s*:\s*none/i;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', shy: '' };

/**
 * Returns what a page would show, for `readSigns`. It runs no scripts. Total: never throws, whatever the bytes are.
 * @param bytes the body, which may end anywhere
 * @param contentType the Content-Type header; `null`: none
 */
export function readHtml(bytes: Uint8Array, contentType: string | null): PageLines & { title: string } {
  const text = decode(bytes, contentType);
  if (/^\s*(?:text\/plain|application\/json)/i.test(contentType ?? ''))
    return { title: '', lines: linesOfText(text), isInteractive: false };
  return readMarkup(text);
}

/** The same for decoded text. */
export function readMarkup(html: string): PageLines & { title: string } {
  const builder = new LineBuilder();
  let elements = 0;
  // The hidden element around the current position, and how many elements of its name are open.
  let hidden = '';
  let depth = 0;
  let preformatted = 0;
  for (const [, run = '', slash, tag = '', attributes = ''] of html
    .replace(DRAWING, '<svg$1 aria-label="$2"><title>')
    .replace(INVISIBLE, '')
    .matchAll(PIECE)) {
    const name = tag.toLowerCase();
    const isBlock = !INLINE.test(name);
    if (hidden === '') builder.add(plain(preformatted > 0 ? run : run.replace(/[ \t\r\n\f]+/g, ' ')));
    if (name === '') continue;
    if (slash === '') elements += 1;
    if (name === 'pre') preformatted = slash === '' ? 1 : 0;
    if (
      hidden === '' &&
      slash === '' &&
      !VOID.test(name) &&
      (HIDDEN.test(attributes) || name === 'textarea' || name === 'select')
    )
      hidden = name;
    if (slash !== '') builder.close(name, isBlock);
    else if (hidden === '' || hidden === name) builder.open(name, readAttributes(attributes), isBlock);
    if (hidden === name) depth += slash === '' ? 1 : -1;
    if (depth === 0) hidden = '';
  }
  const { lines, isInteractive } = builder.finish();
  const title = plain(/<title[^<>]*>([^<]*)/i.exec(html)?.[1] ?? '');
  return { title, lines, isInteractive: isInteractive || elements > MAX_ELEMENTS };
}

function readAttributes(attributes: string): (name: string) => string | null {
  let found: Map<string, string> | undefined;
  return (name) => {
    found ??= new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', double, single, bare]) => [
        key.toLowerCase(),
        plain(double ?? single ?? bare ?? ''),
      ]),
    );
    return found.get(name) ?? null;
  };
}

function decode(bytes: Uint8Array, contentType: string | null): string {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  const [, charset = 'utf-8'] =
    /^\xef\xbb(\xbf)/.exec(start) ??
    /charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '') ??
    /<meta[^>]+charset\s*=\s*["']?([^\s"';/>]+)/i.exec(start) ??
    /^\s*<\?xml[^>]+encoding\s*=\s*["']?([^\s"';/>]+)/i.exec(start) ??
    [];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Resolves entities; unknown ones stay. */
function plain(html: string): string {
  return html.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (entity, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return name ? (ENTITIES[name] ?? entity) : String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd);
  });
}
