import type { BannerText, PanelButtonText } from '@/utils/i18n/banner-text.ts';
import { send } from '@/utils/in-page/send.ts';
import type { SignsAnswer } from '@/utils/run/messages.ts';
import styles from './banner.css?inline';

const NAME = 'mamoris-navi-banner';
/** For `createElementNS`: in an XML page `createElement` creates no HTML elements. */
const HTML = 'http://www.w3.org/1999/xhtml';
/** The banner with a diagnosis of its page, not with a reminder. */
const DIAGNOSIS = `${NAME}:not([data-notice])`;

/** Shows the diagnosis of this page and the first step; `null` removes that banner. */
export function showDiagnosis(answer: SignsAnswer): void {
  document.querySelector(DIAGNOSIS)?.remove();
  if (answer) showBanner({ cause: answer.cause, system: answer.system }, answer.banner);
}

export function isDiagnosisShown(): boolean {
  return document.querySelector(DIAGNOSIS) !== null;
}

/**
 * Shows a banner on top of the page, in place of any other, and returns its element. A shadow root separates its
 * content from the page. `data`: values of its data attributes, for tests and styles. `title`: an element to show
 * in place of the title.
 */
export function showBanner(
  data: Record<string, string>,
  texts: BannerText,
  title = createElement('strong', texts.title),
): HTMLElement {
  for (const banner of document.querySelectorAll(NAME)) banner.remove();
  const banner = document.createElementNS(HTML, NAME) as HTMLElement;
  Object.assign(banner.dataset, data);
  const root = banner.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const close = createElement('button', texts.close, { type: 'button' });
  close.addEventListener('click', () => banner.remove());
  const panel = createElement('section', '', { role: 'status', ariaLabel: texts.label, lang: texts.language });
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && banner.remove());
  root.append(panel);
  document.documentElement.append(banner);
  // Filled only now: screen readers read changes of a status, not its initial content.
  const content = createElement('div');
  content.append(title, createElement('p', texts.words));
  if (texts.link) content.append(createElement('a', texts.link.label, { href: texts.link.address }));
  if (texts.panelButton) content.append(...createPanelButton(texts.panelButton));
  panel.append(content, close);
  return banner;
}

/** A button that opens a section of the side panel, and a hint for a browser that refuses. */
function createPanelButton({ section, label, otherWay }: PanelButtonText): Element[] {
  const button = createElement('button', label, { type: 'button' });
  const hint = createElement('small');
  button.addEventListener('click', async (event) => {
    // Ignores clicks by the page's scripts.
    if (!event.isTrusted) return;
    hint.textContent = (await send<boolean>({ type: 'panel', section })) ? '' : otherWay;
  });
  return [button, hint];
}

/** Creates an element with plain text: nothing in it becomes markup. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  textContent = '',
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  const element = document.createElementNS(HTML, name) as HTMLElementTagNameMap[Name];
  return Object.assign(element, { textContent }, properties);
}
