import type { BannerText } from '@/utils/i18n/banner-text.ts';
import { type ClosingAnswer, minutesLeft } from '@/utils/run/closing.ts';
import { MINUTE } from '@/utils/time.ts';
import { createElement, showBanner } from './banner.ts';

/** Shows the reminder in the worker's answer: of closing time, or of a renewal of certificates. */
export function showReminder({ banner, closesIn }: ClosingAnswer): void {
  if (!banner) return;
  if (closesIn !== undefined) showClosing(banner, closesIn);
  else avoidFocus(showBanner({ cause: 'none', notice: 'renewal' }, banner));
}

/**
 * Shows the minutes until closing time, and counts them down. The banner moves away from the field with the focus,
 * and disappears at closing time. `closesIn`: ms.
 */
function showClosing(texts: BannerText, closesIn: number): void {
  const closesAt = Date.now() + closesIn;
  const title = createElement('strong');
  const banner = showBanner({ cause: 'none', notice: 'closing' }, texts, title);
  const listening = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function update(): void {
    clearTimeout(timer);
    const left = closesAt - Date.now();
    if (left <= 0) banner.remove();
    if (!banner.isConnected) {
      listening.abort();
      return;
    }
    // Screen readers read the first text only; the countdown is visual.
    if (title.textContent) banner.shadowRoot?.querySelector('section')?.setAttribute('aria-live', 'off');
    title.textContent = texts.title.replace('{minutes}', String(minutesLeft(left)));
    timer = setTimeout(update, left % MINUTE || MINUTE);
  }

  update();
  avoidFocus(banner);
  const options = { signal: listening.signal };
  document.addEventListener('focusin', () => avoidFocus(banner), options);
  // Timers run late after the PC has slept.
  addEventListener('focus', update, options);
}

/** Moves the banner to the bottom of the window if it would cover the field with the focus. */
function avoidFocus(banner: HTMLElement): void {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === banner) return;
  delete banner.dataset.at;
  const [a, b] = [rectangleOf(focused), rectangleOf(banner)];
  const isCovered = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  // An element as large as the page is covered in both places.
  if (isCovered && a.bottom < innerHeight - b.height) banner.dataset.at = 'bottom';
}

/** Calls the prototype's method: in a form, a field of the same name hides the form's own. */
function rectangleOf(element: Element): DOMRect {
  return Element.prototype.getBoundingClientRect.call(element);
}
