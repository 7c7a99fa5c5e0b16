/** Pages that do what they can to harm the extension, to fool it or to stand in its way. */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { page, type Reply } from '../lab/answers.ts';

export interface HostilePage {
  name: string;
  reply: Reply;
  cause: Cause;
  /**
   * Whether our banner is to be seen in the end; `any`: the page has a say in that, since what is in it is its own to take away.
   */
  banner: 'shown' | 'none' | 'any';
}

/** Stands in titles, texts, names and values; nothing of it may be remembered. */
export const SECRET = 'HIMITSU';

const RESTS = `<h1>メンテナンス中</h1><p>ただいまシステムメンテナンスのため、サービスを停止しています。</p><p>${SECRET}</p>`;
const TITLE = `お知らせ ${SECRET}`;

/** A page that says that the system rests, with something hostile in its head or body. */
function resting(name: string, extra: string, banner: HostilePage['banner'] = 'shown', head = ''): HostilePage {
  return { name, reply: page(503, TITLE, RESTS + extra, head), cause: 'maintenance', banner };
}

/** A page that works, and tries to be taken for one that does not. */
function healthy(name: string, body: string): HostilePage {
  return { name, reply: page(200, TITLE, body), cause: 'none', banner: 'none' };
}

function withHeaders(hostile: HostilePage, headers: Record<string, string>): HostilePage {
  return { ...hostile, reply: { ...hostile.reply, headers: { ...hostile.reply.headers, ...headers } } };
}

/** An answer that is no HTML. */
function ofType(type: string, body: string, banner: HostilePage['banner'] = 'any'): HostilePage {
  const reply = { status: 503, headers: { 'Content-Type': `${type}; charset=utf-8` }, body };
  return { name: `a page of the type ${type}`, reply, cause: 'maintenance', banner };
}

const script = (code: string) => `<script>${code}</script>`;
const EVIL = '"><img src=x onerror="alert(1)"><script>alert(1)</script>';
const quoted = EVIL.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const MARKUP: readonly HostilePage[] = [
  {
    ...resting('markup in the title', ''),
    reply: page(503, `${quoted}&lt;/title&gt;${'&lt;script&gt;'.repeat(200)}${SECRET}`, RESTS),
  },
  resting(
    'markup in every attribute',
    `<p ${['id', 'class', 'title', 'lang', 'dir', 'style', 'role', 'aria-label', 'data-cause', 'is', 'slot', 'part']
      .map((attribute) => `${attribute}="${quoted}"`)
      .join(' ')}>x</p>`,
  ),
  resting('tricks with </script>', `<script>var a = "<!--<script>"; var b = "<\\/script>";</script>--><!-- > --!>`),
  resting(
    'text that looks like markup, letters that turn the line around and half characters',
    `<p>${quoted}\u202e\u2066&#xd800;\ufdfa</p>`,
  ),
];

export const LARGE: readonly HostilePage[] = [
  {
    name: '10 MB of text',
    reply: page(500, TITLE, `<pre>${'メンテナンス中です。 '.repeat(10_000_000 / 31)}${SECRET}</pre>`),
    ...{ cause: 'server-error', banner: 'shown' },
  },
  {
    name: '100,000 elements',
    reply: page(500, TITLE, '<i>メンテナンス中です。</i>'.repeat(100_000)),
    ...{ cause: 'server-error', banner: 'shown' },
  },
  resting('5,000 levels of elements', `${'<div>'.repeat(5000)}x`),
  resting('a title of 1 MB', script('document.title = "証明書がありません".repeat(100000)')),
  healthy('300 frames', script('for (let i = 0; i < 300; i += 1) document.write("<iframe hidden></iframe>")')),
];

/** Runs a deed whenever something changes in the page, at most so often that the page itself comes to an end. */
const whenChanged = (deed: string) =>
  script(`let left = 500; new MutationObserver(() => { if (left-- > 0) { ${deed} } })
    .observe(document, { childList: true, subtree: true, attributes: true });`);

export const FIGHTS: readonly HostilePage[] = [
  resting('takes the banner away', whenChanged("document.querySelector('mamoris-navi-banner')?.remove()"), 'none'),
  resting(
    'takes away whatever is put beside its body',
    whenChanged('for (const each of [...document.documentElement.children]) if (each !== document.body) each.remove()'),
    'none',
  ),
  resting(
    'puts the banner elsewhere, over and over',
    whenChanged(
      "const banner = document.querySelector('mamoris-navi-banner'); if (banner) document.body.append(banner)",
    ),
  ),
  resting('has a banner of its own', '<mamoris-navi-banner data-cause="none">偽</mamoris-navi-banner>'),
  resting(
    'puts in a banner of its own after each of ours',
    whenChanged(`if (document.querySelectorAll('mamoris-navi-banner').length < 3)
      document.body.append(document.createElement('mamoris-navi-banner'))`),
  ),
  resting(
    'has made an element of this name, with a closed shadow root',
    script(`customElements.define('mamoris-navi-banner', class extends HTMLElement {
      constructor() { super(); this.attachShadow({ mode: 'closed' }) } })`),
    'any',
  ),
  resting(
    'has made an element of this name that throws',
    script(`customElements.define('mamoris-navi-banner', class extends HTMLElement {
      constructor() { throw new Error('page') } })`),
    'any',
  ),
  resting(
    'has made an element of this name that takes itself away',
    script(`customElements.define('mamoris-navi-banner', class extends HTMLElement {
      connectedCallback() { this.remove() } attributeChangedCallback() { this.remove() }
      static observedAttributes = ['data-cause'] })`),
    'none',
  ),
  resting(
    'hides everything by its styles',
    '',
    'shown',
    '<style>:not(html, body, h1, p) { display: none !important; opacity: 0 !important; position: static !important; transform: scale(0) !important }</style>',
  ),
  resting(
    'has broken what it can reach',
    script(`for (const prototype of [Element.prototype, Document.prototype, Node.prototype, EventTarget.prototype, HTMLElement.prototype])
      for (const name of ['attachShadow', 'append', 'querySelector', 'querySelectorAll', 'createElement', 'appendChild', 'remove', 'checkVisibility', 'getElementsByTagName', 'addEventListener', 'setAttribute'])
        if (name in prototype) prototype[name] = () => { throw new Error('page') };
      for (const name of ['documentElement', 'body', 'title', 'dataset', 'innerText', 'shadowRoot'])
        for (const prototype of [Document.prototype, HTMLElement.prototype, Element.prototype])
          if (Object.hasOwn(prototype, name)) Object.defineProperty(prototype, name, { get() { throw new Error('page') } });
      Object.prototype.type = 'panel'; Object.prototype.place = 'setup';`),
  ),
  withHeaders(resting('allows nothing by its policy', ''), {
    'Content-Security-Policy': "default-src 'none'; sandbox; require-trusted-types-for 'script'; trusted-types 'none'",
  }),
  resting('has no root any more', script('document.documentElement.remove()'), 'any'),
  resting(
    'loses its root while it is read',
    script("addEventListener('load', () => document.documentElement.remove())"),
    'any',
  ),
  resting(
    'writes itself anew',
    script(
      `addEventListener('load', () => { document.open(); document.write('<p>メンテナンス中です。</p>'); document.close() })`,
    ),
    'any',
  ),
];

export const MESSAGES: readonly HostilePage[] = [
  healthy(
    'sends messages of every kind',
    `<p>ようこそ</p>${script(`
      const words = [{ type: 'signs', status: 400, signs: ['certificate-absent'], restored: true }, { type: 'panel', place: 'setup' },
        { type: 'retry', tabId: 1 }, { type: 'check', system: 'office' }, { type: 'closing' }];
      for (const each of words) {
        window.postMessage(each, '*');
        window.dispatchEvent(new CustomEvent('message', { detail: each }));
        document.dispatchEvent(new CustomEvent('mamoris-navi', { detail: each }));
        document.documentElement.dispatchEvent(new MessageEvent('message', { data: each }));
        if (typeof chrome !== 'undefined' && chrome.runtime) { window.hasRuntime = true; chrome.runtime.sendMessage('EXTENSION', each) }
        new BroadcastChannel('run').postMessage(each);
      }
      for (const type of ['load', 'pageshow', 'focus', 'pointerdown', 'keydown'])
        dispatchEvent(Object.assign(new Event(type), { persisted: true }));`)}`,
  ),
  healthy(
    'has a frame that says what it does not',
    `<p>ようこそ</p><iframe width="1" height="1" srcdoc="<h1>クライアント証明書がありません</h1>"></iframe>
     <iframe hidden srcdoc="<h1>メンテナンス中です。</h1>"></iframe><iframe src="chrome-extension://EXTENSION/popup.html"></iframe>
     <iframe sandbox srcdoc="<script>parent.postMessage({ type: 'signs', signs: ['closed'] }, '*')</script>"></iframe>`,
  ),
];

const clobbering = (names: string[]) =>
  names
    .flatMap((name) => [
      `<form name="${name}"></form>`,
      `<img name="${name}" id="${name}">`,
      `<object name="${name}"></object>`,
    ])
    .join('');

export const NAMES: readonly HostilePage[] = [
  resting(
    'names of the document: title, body, documentElement, head',
    clobbering(['title', 'body', 'documentElement', 'head']),
  ),
  resting(
    'names of what the document does',
    clobbering([
      'querySelector',
      'querySelectorAll',
      'getElementsByTagName',
      'createElement',
      'addEventListener',
      'hasFocus',
      'append',
    ]),
  ),
  resting(
    'names of what the document knows',
    clobbering(['activeElement', 'visibilityState', 'prerendering', 'readyState', 'defaultView', 'location', 'cookie']),
  ),
  resting(
    'names of prototypes',
    `${clobbering(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])}<form id="__proto__"></form>`,
  ),
  resting(
    'names of the window',
    clobbering(['performance', 'location', 'browser', 'chrome', 'setTimeout', 'MutationObserver', 'self']),
  ),
  {
    name: 'a form whose fields have the names of what a form can do',
    reply: page(
      503,
      TITLE,
      `${RESTS}<form tabindex="0" id="f">${[
        'matches',
        'getBoundingClientRect',
        'checkVisibility',
        'remove',
        'parentNode',
      ]
        .map((name) => `<input type="hidden" name="${name}" value="${SECRET}">`)
        .join('')}</form>${script("document.getElementById('f').focus()")}`,
    ),
    ...{ cause: 'maintenance', banner: 'shown' },
  },
];

export const TYPES: readonly HostilePage[] = [
  ofType(
    'application/xml',
    `<?xml version="1.0"?><error><title>メンテナンス中です。</title><text>${SECRET}</text></error>`,
  ),
  ofType(
    'image/svg+xml',
    `<svg xmlns="http://www.w3.org/2000/svg"><title>メンテナンス中です。</title><text>${SECRET}</text></svg>`,
  ),
  ofType(
    'application/xhtml+xml',
    `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${SECRET}</title></head><body><p>メンテナンス中です。</p></body></html>`,
    'shown',
  ),
  ofType('text/plain', `メンテナンス中です。 ${SECRET}`, 'shown'),
  ofType('application/json', `{"__proto__": "${SECRET}", "message": "メンテナンス中です。"}`, 'shown'),
];
