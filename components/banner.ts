import { RESTART_ADDRESS, stepsFor } from '@/utils/diagnosis/advice.ts';
import type { Cause } from '@/utils/diagnosis/causes.ts';
import { keyPart, language, setMessages, text } from '@/utils/text.ts';
import type { PageReportAnswer } from '@/utils/watch/messages.ts';
import styles from './banner.css?inline';

const NAME = 'mamoris-navi-banner';

/**
 * Shows in a page what is wrong with it and the next step; `null` takes the banner away. Its content lives in a shadow
 * root on top of the page, so that neither can disturb the other, and there is never more than one.
 */
export function showBannerFor(diagnosis: PageReportAnswer): void {
  for (const banner of document.querySelectorAll(NAME)) banner.remove();
  if (!diagnosis) return;
  setMessages(diagnosis.texts ?? {});
  const banner = document.createElement(NAME);
  banner.dataset.cause = diagnosis.cause;
  banner.dataset.system = diagnosis.system;
  const root = banner.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const close = element('button', text('banner.close'));
  close.type = 'button';
  close.addEventListener('click', () => banner.remove());
  const panel = element('section');
  panel.setAttribute('role', 'status');
  panel.setAttribute('aria-label', text('extension.name'));
  panel.lang = language();
  root.append(panel);
  document.documentElement.append(banner);
  // Filled only now: screen readers tell what changes in a status, not what it came with.
  const words = element('div');
  words.append(
    element('strong', text(`cause.${keyPart(diagnosis.cause)}.title`)),
    element('p', nextStep(diagnosis.cause)),
    element('small', text('banner.more')),
  );
  panel.append(words, close);
}

/** The first step of the advice, for someone who has no buttons of ours at hand. */
function nextStep(cause: Cause): string {
  const [first] = stepsFor(cause);
  if (!first) return '';
  return first.action === 'copyRestart' ? text('banner.restart', { address: RESTART_ADDRESS }) : text(first.words);
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, content = ''): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = content;
  return made;
}
