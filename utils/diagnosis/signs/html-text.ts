/** What can be read off the bytes of an HTML answer where there is no DOM. */
import { MAX_ELEMENTS, type PageContent } from './read-signs.ts';

/** What holds nothing to read, whole; the title is taken before. */
const UNREAD = /<!--[\s\S]*?(?:-->|$)|<![^<>]*>|<(script|style|template|noscript|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** A run of text with the tag behind it. */
const PIECE = /([^<]*)(?:<(\/?)([a-z][^\s/>]*)((?:"[^"]*"?|'[^']*'?|[^>"'])*)>?|<|$)/gi;
/** Elements inside a line; every other tag breaks it. */
const INLINE = /^(a|abbr|b|big|code|em|font|i|img|mark|s|small|span|strong|su[bp]|tt|u|wbr)$/;
const WITHOUT_END = /^(?:br|col|hr|img|input|link|meta|wbr)$/;
const HIDDEN = /\shidden(?=[\s=/]|$)|display\s*:\s*none/i;
const FIELD = /^(?:select|textarea)$/;
const EDITABLE = /\scontenteditable(?!\s*=\s*["']?false)/i;
const BUTTON = /\stype\s*=\s*["']?(?:hidden|button|submit|reset|image)\b/i;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', shy: '' };

/**
 * What a page that nobody has opened would show, as `readSigns` wants it; scripts are not run. Never throws, whatever the bytes are.
 * @param bytes its body, which may be cut off anywhere
 * @param contentType its Content-Type header, `null` if it has none
 */
export function readHtml(bytes: Uint8Array, contentType: string | null): Omit<PageContent, 'status'> {
  const html = decode(bytes, contentType);
  const title = /<title[^<>]*>([^<]*)/i.exec(html)?.[1] ?? '';
  let text = '';
  let elements = 0;
  let isInteractive = false;
  // The hidden element that one is in, and how many of its name are open.
  let hidden = '';
  let depth = 0;
  for (const [, run = '', slash, tag = '', attributes = ''] of html.replace(UNREAD, '').matchAll(PIECE)) {
    const name = tag.toLowerCase();
    if (hidden === '') text += run.replace(/\s+/g, ' ') + (name === '' || INLINE.test(name) ? '' : '\n');
    if (slash === '') elements += 1;
    if (FIELD.test(name) || EDITABLE.test(attributes) || (name === 'input' && !BUTTON.test(attributes)))
      isInteractive = true;
    if (hidden === '' && slash === '' && HIDDEN.test(attributes) && !WITHOUT_END.test(name)) hidden = name;
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

/** Text with its entities resolved; those that are not known stay as they are. */
function plain(html: string): string {
  return html.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (entity, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return name ? (ENTITIES[name] ?? entity) : String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd);
  });
}
