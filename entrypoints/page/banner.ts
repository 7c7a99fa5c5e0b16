import { browser } from 'wxt/browser';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { RESTART_ADDRESS, stepsFor } from '@/utils/i18n/advice.ts';
import { causeTitle } from '@/utils/i18n/cause-text.ts';
import { applyOverrides } from '@/utils/i18n/overrides.ts';
import { rightAddress } from '@/utils/i18n/right-address.ts';
import { language, text } from '@/utils/i18n/text.ts';
import { type PanelSection, PLACE_OF } from '@/utils/panel-sections.ts';
import type { PanelRequest, SignsAnswer } from '@/utils/run/messages.ts';
import styles from './banner.css?inline';

const NAME = 'mamoris-navi-banner';
/** Pages can be of XML, whose elements are none of HTML unless it is said. */
const HTML = 'http://www.w3.org/1999/xhtml';
/** A banner that says what is wrong with its page, and not something else. */
const DIAGNOSIS = `${NAME}:not([data-notice])`;

/** Shows in a page what is wrong with it and the next step; `null` takes that banner away. */
export function showBannerFor(diagnosis: SignsAnswer): void {
  document.querySelector(DIAGNOSIS)?.remove();
  if (!diagnosis) return;
  applyOverrides(diagnosis);
  const { cause, system } = diagnosis;
  const { words, more } =
    cause === 'wrong-address' ? rightWay() : { words: nextStep(cause), more: panelButton(PLACE_OF[cause]) };
  putBanner({ cause, system }, [element('strong', causeTitle(cause)), element('p', words), ...more]);
}

/** Whether the page has a banner that says what is wrong with it. */
export function isBannerShown(): boolean {
  return document.querySelector(DIAGNOSIS) !== null;
}

/**
 * Puts a banner on top of the page, in place of any other, and returns its element. Its content lives in a shadow root, so that
 * neither the page nor the banner can disturb the other. `data`: what its attributes say, for tests and styles.
 */
export function putBanner(data: Record<string, string>, content: readonly Element[]): HTMLElement {
  for (const banner of document.querySelectorAll(NAME)) banner.remove();
  const banner = document.createElementNS(HTML, NAME) as HTMLElement;
  Object.assign(banner.dataset, data);
  const root = banner.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const close = element('button', text('banner.close'));
  close.type = 'button';
  close.addEventListener('click', () => banner.remove());
  const panel = element('section');
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && banner.remove());
  panel.setAttribute('role', 'status');
  panel.setAttribute('aria-label', text('extension.name'));
  panel.lang = language();
  root.append(panel);
  document.documentElement.append(banner);
  // Filled only now: screen readers tell what changes in a status, not what it came with.
  const words = element('div');
  words.append(...content);
  panel.append(words, close);
  return banner;
}

/** The first step of the advice, for someone who has none of its buttons at hand. */
function nextStep(cause: Cause): string {
  const [first] = stepsFor(cause);
  if (!first) return '';
  return first.action === 'copyRestart' ? text('banner.restart', { address: RESTART_ADDRESS }) : text(first.words);
}

/** Where a wrong address should have led, as a link. */
function rightWay() {
  const { words, label, address } = rightAddress(location.href);
  const link = element('a', label);
  link.href = address;
  return { words, more: [link] };
}

/** Shows a part of the side panel beside the page; where the browser refuses, it says how to come to it. */
export function panelButton(place: PanelSection): Element[] {
  const button = element('button', text('banner.panel'));
  button.type = 'button';
  const refused = element('small');
  // Said now: after an update of the extension there is nobody left to ask for words.
  const more = text('banner.more');
  const request: PanelRequest = { type: 'panel', place };
  // In a function that is async, so that what Chromium throws then becomes a promise that is rejected.
  const ask = async () => browser.runtime.sendMessage(request);
  button.addEventListener('click', async (event) => {
    // The page's own scripts can't open it.
    if (!event.isTrusted) return;
    refused.textContent = (await ask().catch(() => false)) ? '' : more;
  });
  return [button, refused];
}

/** An element of a page, without anything that could be taken for markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  content = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElementNS(HTML, name) as HTMLElementTagNameMap[Name];
  made.textContent = content;
  return made;
}
