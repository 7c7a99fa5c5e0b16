import type { Renewal } from '@/utils/catalog/facts.ts';
import { dateName } from '@/utils/i18n/format.ts';
import { applyOverrides } from '@/utils/i18n/overrides.ts';
import { text } from '@/utils/i18n/text.ts';
import { type ClosingAnswer, minutesLeft } from '@/utils/run/closing.ts';
import { MINUTE } from '@/utils/time.ts';
import { createElement, panelButton, showBanner } from './banner.ts';

/** Shows the reminder in the worker's answer: of closing time, or of a renewal of certificates. */
export function showReminder(answer: ClosingAnswer): void {
  const { renewal } = applyOverrides(answer);
  if (answer.closesIn !== undefined) showClosing(answer.closesIn);
  else if (renewal) showRenewal(renewal);
}

function showRenewal({ at, note }: Renewal): void {
  const banner = showBanner({ cause: 'none', notice: 'renewal' }, [
    createElement('strong', text('renewal.ahead', { date: dateName(at) })),
    createElement('p', note ?? text('renewal.next')),
    ...panelButton('setup'),
  ]);
  avoidFocus(banner);
}

/**
 * Shows the minutes until closing time, and counts them down. The banner moves away from the field with the focus, and
 * disappears at closing time. `closesIn`: ms.
 */
function showClosing(closesIn: number): void {
  const closesAt = Date.now() + closesIn;
  // Read the text now, with its placeholder: after an extension update chrome.i18n is gone.
  const template = text('closing.left');
  const line = createElement('strong');
  const banner = showBanner({ cause: 'none', notice: 'closing' }, [line, createElement('p', text('closing.save'))]);
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
    if (line.textContent) banner.shadowRoot?.querySelector('section')?.setAttribute('aria-live', 'off');
    line.textContent = template.replace('{minutes}', String(minutesLeft(left)));
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
