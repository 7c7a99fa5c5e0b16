import { browser } from 'wxt/browser';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import { RESTART_ADDRESS, stepsFor } from '@/utils/i18n/advice.ts';
import { causeTitle } from '@/utils/i18n/cause-text.ts';
import { applyOverrides } from '@/utils/i18n/overrides.ts';
import { rightAddress } from '@/utils/i18n/right-address.ts';
import { language, text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import type { PanelRequest, SignsAnswer } from '@/utils/run/messages.ts';
import styles from './banner.css?inline';

const NAME = 'mamoris-navi-banner';
/** For `createElementNS`: in an XML page `createElement` creates no HTML elements. */
const HTML = 'http://www.w3.org/1999/xhtml';
/** The banner with a diagnosis of its page, not with a reminder. */
const DIAGNOSIS = `${NAME}:not([data-notice])`;

/** Shows the diagnosis of this page and the first step; `null` removes that banner. */
export function showDiagnosis(answer: SignsAnswer): void {
  document.querySelector(DIAGNOSIS)?.remove();
  if (!answer) return;
  const facts = applyOverrides(answer);
  const { cause, system } = answer;
  const content =
    cause === 'wrong-address'
      ? addressAdvice(rightAddress(location.href, facts))
      : [createElement('p', firstStep(cause)), ...panelButton(CAUSES[cause].section)];
  showBanner({ cause, system }, [createElement('strong', causeTitle(cause)), ...content]);
}

export function isDiagnosisShown(): boolean {
  return document.querySelector(DIAGNOSIS) !== null;
}

/**
 * Shows a banner on top of the page, in place of any other, and returns its element. A shadow root separates its
 * content from the page. `data`: values of its data attributes, for tests and styles.
 */
export function showBanner(data: Record<string, string>, content: readonly Element[]): HTMLElement {
  for (const banner of document.querySelectorAll(NAME)) banner.remove();
  const banner = document.createElementNS(HTML, NAME) as HTMLElement;
  Object.assign(banner.dataset, data);
  const root = banner.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const close = createElement('button', text('banner.close'));
  close.type = 'button';
  close.addEventListener('click', () => banner.remove());
  const panel = createElement('section');
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && banner.remove());
  panel.setAttribute('role', 'status');
  panel.setAttribute('aria-label', text('extension.name'));
  panel.lang = language();
  root.append(panel);
  document.documentElement.append(banner);
  // Filled only now: screen readers read changes of a status, not its initial content.
  const words = createElement('div');
  words.append(...content);
  panel.append(words, close);
  return banner;
}

/** The first step of the advice, for a banner without the step's button. */
function firstStep(cause: Cause): string {
  const [first] = stepsFor(cause);
  if (!first) return '';
  return first.action === 'copyRestart' ? text('banner.restart', { address: RESTART_ADDRESS }) : text(first.words);
}

/** A wrong address: the explanation, and a link to the right address. */
function addressAdvice({ words, label, address }: ReturnType<typeof rightAddress>): Element[] {
  const link = createElement('a', label);
  link.href = address;
  return [createElement('p', words), link];
}

/** A button that opens a section of the side panel. If the browser refuses, a text explains another way. */
export function panelButton(section: PanelSection): Element[] {
  const button = createElement('button', text('banner.panel'));
  button.type = 'button';
  const hint = createElement('small');
  // Read the text now: after an extension update chrome.i18n is gone.
  const otherWay = text('banner.more');
  const request: PanelRequest = { type: 'panel', place: section };
  // An async function turns an exception of sendMessage, as Chromium throws after an update, into a rejection.
  const openPanel = async () => browser.runtime.sendMessage(request);
  button.addEventListener('click', async (event) => {
    // Ignores clicks by the page's scripts.
    if (!event.isTrusted) return;
    hint.textContent = (await openPanel().catch(() => false)) ? '' : otherWay;
  });
  return [button, hint];
}

/** Creates an element with plain text: nothing in it becomes markup. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  content = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElementNS(HTML, name) as HTMLElementTagNameMap[Name];
  element.textContent = content;
  return element;
}
