import type { BannerText } from '@/utils/i18n/banner-text.ts';
import { minutesLeft } from '@/utils/run/closing-reminder.ts';
import { MINUTE } from '@/utils/time.ts';
import { createElement, showBanner } from './banner.ts';

/** Shows a reminder of closing time (`closesIn`: ms until then), or else of a renewal of certificates. */
export function showReminder(texts: BannerText, closesIn?: number): void {
  if (closesIn !== undefined) showClosing(texts, closesIn);
  else avoidFocus(showBanner({ cause: 'none', notice: 'renewal' }, texts));
}

/** Counts down the minutes. The banner moves away from the field with the focus, and disappears at closing time. */
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
  // The prototype's method: in a form, a field of the same name hides the form's own.
  const { getBoundingClientRect } = Element.prototype;
  const [a, b] = [getBoundingClientRect.call(focused), getBoundingClientRect.call(banner)];
  const isCovered = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  // An element as large as the page is covered in both places.
  if (isCovered && a.bottom < innerHeight - b.height) banner.dataset.at = 'bottom';
}
