/** Reads the text of an HTML answer from its bytes: the worker has no DOM. */
import type { PageContent } from './read-signs.ts';
import { MAX_ELEMENTS } from './signs.ts';

/** Elements without visible text, with their content. The title is read before their removal. */
const INVISIBLE = /<!--[\s\S]*?(?:-->|$)|<![^<>]*>|<(script|style|template|noscript|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** A run of text and the tag after it. */
const PIECE = /([^<]*)(?:<(\/?)([a-z][^\s/>]*)((?:"[^"]*"?|'[^']*'?|[^>"'])*)>?|<|$)/gi;
/** Elements inside a line. Every other tag ends the line. */
const INLINE = /^(a|abbr|b|big|code|em|font|i|img|mark|s|small|span|strong|su[bp]|tt|u|wbr)$/;
/** Elements without an end tag. */
const VOID = /^(?:br|col|hr|img|input|link|meta|wbr)$/;
const HIDDEN = /\shidden(?=[\s=/]|$)|display\s*:\s*none/i;
const FIELD = /^(?:select|textarea)$/;
const EDITABLE = /\scontenteditable(?!\s*=\s*["']?false)/i;
const BUTTON = /\stype\s*=\s*["']?(?:hidden|button|submit|reset|image)\b/i;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', shy: '' };

/**
 * Returns the content that a page would show, for `readSigns`. It runs no scripts. Total: never throws, whatever the
 * bytes are.
 * @param bytes the body, which may end anywhere
 * @param contentType the Content-Type header; `null`: none
 */
export function readHtml(bytes: Uint8Array, contentType: string | null): Omit<PageContent, 'status'> {
  const html = decode(bytes, contentType);
  const title = /<title[^<>]*>([^<]*)/i.exec(html)?.[1] ?? '';
  let text = '';
  let elements = 0;
  let isInteractive = false;
  // The hidden element around the current position, and how many elements of its name are open.
  let hidden = '';
  let depth = 0;
  for (const [, run = '', slash, tag = '', attributes = ''] of html.replace(INVISIBLE, '').matchAll(PIECE)) {
    const name = tag.toLowerCase();
    if (hidden === '') text += run.replace(/\s+/g, ' ') + (name === '' || INLINE.test(name) ? '' : '\n');
    if (slash === '') elements += 1;
    if (FIELD.test(name) || EDITABLE.test(attributes) || (name === 'input' && !BUTTON.test(attributes)))
      isInteractive = true;
    if (hidden === '' && slash === '' && HIDDEN.test(attributes) && !VOID.test(name)) hidden = name;
    if (name !== '' && hidden === name) depth += slash === '' ? 1 : -1;
    if (depth === 0) hidden = '';
  }
  isInteractive ||= elements > MAX_ELEMENTS;
  return isInteractive
    ? { title: '', text: '', isInteractive }
    : { title: plain(title), text: plain(text).trim(), isInteractive };
}

function decode(bytes: Uint8Array, contentType: string | null): string {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  const [, charset = 'utf-8'] =
    /^\xef\xbb(\xbf)/.exec(start) ??
    /charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '') ??
    /<meta[^>]+charset\s*=\s*["']?([^\s"';/>]+)/i.exec(start) ??
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
