/** Pages that try to harm, deceive or block the extension. */
import type { Cause } from '../../utils/diagnosis/causes.ts';
import { page, type Reply } from '../lab/answers.ts';

export interface HostilePage {
  name: string;
  reply: Reply;
  cause: Cause;
  /** Whether our banner is visible at the end; `any`: the page decides, because it may remove any of its elements. */
  banner: 'shown' | 'none' | 'any';
}

/** Part of titles, texts, names and values; the extension must not store it. */
export const SECRET = 'HIMITSU';

const MAINTENANCE = `<h1>メンテナンス中</h1><p>ただいまシステムメンテナンスのため、サービスを停止しています。</p><p>${SECRET}</p>`;
const TITLE = `お知らせ ${SECRET}`;

/** A page about maintenance, with hostile content in its head or body. */
function maintenance(name: string, extra: string, banner: HostilePage['banner'] = 'shown', head = ''): HostilePage {
  return { name, reply: page(503, TITLE, MAINTENANCE + extra, head), cause: 'maintenance', banner };
}

/** A healthy page that tries to look like a failed page. */
function healthy(name: string, body: string): HostilePage {
  return { name, reply: page(200, TITLE, body), cause: 'none', banner: 'none' };
}

function withHeaders(hostile: HostilePage, headers: Record<string, string>): HostilePage {
  return { ...hostile, reply: { ...hostile.reply, headers: { ...hostile.reply.headers, ...headers } } };
}

/** An answer of another type than HTML. */
function ofType(type: string, body: string, banner: HostilePage['banner'] = 'any'): HostilePage {
  const reply = { status: 503, headers: { 'Content-Type': `${type}; charset=utf-8` }, body };
  return { name: `a page of the type ${type}`, reply, cause: 'maintenance', banner };
}

const script = (code: string) => `<script>${code}</script>`;
const EVIL = '"><img src=x onerror="alert(1)"><script>alert(1)</script>';
const quoted = EVIL.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const MARKUP: readonly HostilePage[] = [
  {
    ...maintenance('markup in the title', ''),
    reply: page(503, `${quoted}&lt;/title&gt;${'&lt;script&gt;'.repeat(200)}${SECRET}`, MAINTENANCE),
  },
  maintenance(
    'markup in every attribute',
    `<p ${['id', 'class', 'title', 'lang', 'dir', 'style', 'role', 'aria-label', 'data-cause', 'is', 'slot', 'part']
      .map((attribute) => `${attribute}="${quoted}"`)
      .join(' ')}>x</p>`,
  ),
  maintenance('tricks with </script>', `<script>var a = "<!--<script>"; var b = "<\\/script>";</script>--><!-- > --!>`),
  maintenance(
    'text that looks like markup, bidirectional control characters and half characters',
    `<p>${quoted}\u202e\u2066&#xd800;\ufdfa</p>`,
  ),
];

export const LARGE: readonly HostilePage[] = [
  {
    name: '10 MB of text',
    reply: page(500, TITLE, `<pre>${'メンテナンス中です。 '.repeat(10_000_000 / 31)}${SECRET}</pre>`),
    cause: 'server-error',
    banner: 'shown',
  },
  {
    name: '100,000 elements',
    reply: page(500, TITLE, '<i>メンテナンス中です。</i>'.repeat(100_000)),
    cause: 'server-error',
    banner: 'shown',
  },
  maintenance('5,000 levels of elements', `${'<div>'.repeat(5000)}x`),
  maintenance('a title of 1 MB', script('document.title = "証明書がありません".repeat(100000)')),
  healthy('300 frames', script('for (let i = 0; i < 300; i += 1) document.write("<iframe hidden></iframe>")')),
];

/** Runs code at each change in the page, 500 times at most, so that the page stops at some time. */
const whenChanged = (code: string) =>
  script(`let left = 500; new MutationObserver(() => { if (left-- > 0) { ${code} } })
    .observe(document, { childList: true, subtree: true, attributes: true });`);

export const FIGHTS: readonly HostilePage[] = [
  maintenance('removes the banner', whenChanged("document.querySelector('mamoris-navi-banner')?.remove()"), 'none'),
  maintenance(
    'removes every element beside its body',
    whenChanged(
      'for (const child of [...document.documentElement.children]) if (child !== document.body) child.remove()',
    ),
    'none',
  ),
  maintenance(
    'moves the banner again and again',
    whenChanged(
      "const banner = document.querySelector('mamoris-navi-banner'); if (banner) document.body.append(banner)",
    ),
  ),
  maintenance('contains a forged banner', '<mamoris-navi-banner data-cause="none">偽</mamoris-navi-banner>'),
  maintenance(
    'adds a forged banner after each of ours',
    whenChanged(`if (document.querySelectorAll('mamoris-navi-banner').length < 3)
      document.body.append(document.createElement('mamoris-navi-banner'))`),
  ),
  maintenance(
    'defines an element of this name with a closed shadow root',
    script(`customElements.define('mamoris-navi-banner', class extends HTMLElement {
      constructor() { super(); this.attachShadow({ mode: 'closed' }) } })`),
    'any',
  ),
  maintenance(
    'defines an element of this name that throws',
    script(`customElements.define('mamoris-navi-banner', class extends HTMLElement {
      constructor() { throw new Error('page') } })`),
    'any',
  ),
  maintenance(
    'defines an element of this name that removes itself',
    script(`customElements.define('mamoris-navi-banner', class extends HTMLElement {
      connectedCallback() { this.remove() } attributeChangedCallback() { this.remove() }
      static observedAttributes = ['data-cause'] })`),
    'none',
  ),
  maintenance(
    'hides everything with its styles',
    '',
    'shown',
    '<style>:not(html, body, h1, p) { display: none !important; opacity: 0 !important; position: static !important; transform: scale(0) !important }</style>',
  ),
  maintenance(
    'breaks all prototypes that it can reach',
    script(`for (const prototype of [Element.prototype, Document.prototype, Node.prototype, EventTarget.prototype, HTMLElement.prototype])
      for (const name of ['attachShadow', 'append', 'querySelector', 'querySelectorAll', 'createElement', 'appendChild', 'remove', 'checkVisibility', 'getElementsByTagName', 'addEventListener', 'setAttribute'])
        if (name in prototype) prototype[name] = () => { throw new Error('page') };
      for (const name of ['documentElement', 'body', 'title', 'dataset', 'innerText', 'shadowRoot'])
        for (const prototype of [Document.prototype, HTMLElement.prototype, Element.prototype])
          if (Object.hasOwn(prototype, name)) Object.defineProperty(prototype, name, { get() { throw new Error('page') } });
      Object.prototype.type = 'panel'; Object.prototype.place = 'setup';`),
  ),
  withHeaders(maintenance('forbids everything with its policy', ''), {
    'Content-Security-Policy': "default-src 'none'; sandbox; require-trusted-types-for 'script'; trusted-types 'none'",
  }),
  maintenance('has removed its root', script('document.documentElement.remove()'), 'any'),
  maintenance(
    'removes its root during the reading',
    script("addEventListener('load', () => document.documentElement.remove())"),
    'any',
  ),
  maintenance(
    'replaces its document',
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
      const messages = [{ type: 'signs', status: 400, signs: ['certificate-absent'], restored: true }, { type: 'panel', place: 'setup' },
        { type: 'retry', tabId: 1 }, { type: 'check', system: 'office' }, { type: 'reminder' },
        { type: 'reader' }];
      for (const message of messages) {
        window.postMessage(message, '*');
        window.dispatchEvent(new CustomEvent('message', { detail: message }));
        document.dispatchEvent(new CustomEvent('mamoris-navi', { detail: message }));
        document.documentElement.dispatchEvent(new MessageEvent('message', { data: message }));
        if (typeof chrome !== 'undefined' && chrome.runtime) { window.hasRuntime = true; chrome.runtime.sendMessage('EXTENSION', message) }
        new BroadcastChannel('run').postMessage(message);
      }
      for (const type of ['load', 'focus', 'pointerdown', 'keydown']) dispatchEvent(new Event(type));`)}`,
  ),
  healthy(
    'says again and again that it has come back',
    // The extension listens once the page has loaded. The change of the content comes after the last event.
    `<p>ようこそ</p>${script(`addEventListener('load', () => setTimeout(() => {
      for (let number = 0; number < 100; number += 1) {
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        document.dispatchEvent(new Event('prerenderingchange'));
      }
      document.body.append('。');
    }, 200))`)}`,
  ),
  healthy(
    'contains frames with false statements',
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
  maintenance(
    'names of the document: title, body, documentElement, head',
    clobbering(['title', 'body', 'documentElement', 'head']),
  ),
  maintenance(
    'names of methods of the document',
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
  maintenance(
    'names of properties of the document',
    clobbering(['activeElement', 'visibilityState', 'prerendering', 'readyState', 'defaultView', 'location', 'cookie']),
  ),
  maintenance(
    'names of prototypes',
    `${clobbering(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])}<form id="__proto__"></form>`,
  ),
  maintenance(
    'names of the window',
    clobbering(['performance', 'location', 'browser', 'chrome', 'setTimeout', 'MutationObserver', 'self', 'Reflect']),
  ),
  {
    name: 'a form that resembles the API of the extension',
    // The extension starts no part of itself before a page with a success status has loaded.
    reply: page(
      200,
      TITLE,
      `${MAINTENANCE}${['browser', 'chrome'].map((name) => `<form name="${name}"><input type="hidden" name="runtime" id="x"></form>`).join('')}`,
    ),
    cause: 'maintenance',
    banner: 'shown',
  },
  {
    name: 'a form whose fields have the names of methods',
    reply: page(
      503,
      TITLE,
      `${MAINTENANCE}<form tabindex="0" id="f">${[
        'matches',
        'getBoundingClientRect',
        'checkVisibility',
        'remove',
        'parentNode',
      ]
        .map((name) => `<input type="hidden" name="${name}" value="${SECRET}">`)
        .join('')}</form>${script("document.getElementById('f').focus()")}`,
    ),
    cause: 'maintenance',
    banner: 'shown',
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
