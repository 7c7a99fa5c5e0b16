import { currentFacts, type Renewal } from '@/utils/catalog/facts.ts';
import { dateName } from '@/utils/i18n/format.ts';
import { applyOverrides } from '@/utils/i18n/overrides.ts';
import { text } from '@/utils/i18n/text.ts';
import { type ClosingAnswer, minutesLeft } from '@/utils/run/closing.ts';
import { MINUTE } from '@/utils/time.ts';
import { element, panelButton, putBanner } from './banner.ts';

/** Says in a page what the worker has to say to whoever is at it. */
export function showNotice(answer: ClosingAnswer): void {
  applyOverrides(answer);
  const { renewal } = currentFacts();
  if (answer.closesIn !== undefined) showClosing(answer.closesIn);
  else if (renewal) showRenewal(renewal);
}

/** Says that certificates are to be renewed, and by when. */
function showRenewal({ at, note }: Renewal): void {
  const banner = putBanner({ cause: 'none', notice: 'renewal' }, [
    element('strong', text('renewal.ahead', { date: dateName(at) })),
    element('p', note ?? text('renewal.next')),
    ...panelButton('setup'),
  ]);
  keepClearOfFocus(banner);
}

/**
 * Says in a page that the systems close in `closesIn` ms. It counts the minutes down, gets out of the way of what is being typed
 * into, and is gone at closing time.
 */
function showClosing(closesIn: number): void {
  const closesAt = Date.now() + closesIn;
  // Asked for once, with its place for the minutes: after an update of the extension nobody gives words any more.
  const words = text('closing.left');
  const line = element('strong');
  const banner = putBanner({ cause: 'none', notice: 'closing' }, [line, element('p', text('closing.save'))]);
  const listening = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function count(): void {
    clearTimeout(timer);
    const left = closesAt - Date.now();
    if (left <= 0) banner.remove();
    if (!banner.isConnected) {
      listening.abort();
      return;
    }
    // Told once; the minutes that pass are for the eye.
    if (line.textContent) banner.shadowRoot?.querySelector('section')?.setAttribute('aria-live', 'off');
    line.textContent = words.replace('{minutes}', String(minutesLeft(left)));
    timer = setTimeout(count, left % MINUTE || MINUTE);
  }

  count();
  keepClearOfFocus(banner);
  const options = { signal: listening.signal };
  document.addEventListener('focusin', () => keepClearOfFocus(banner), options);
  // Timers are late after the PC has slept.
  addEventListener('focus', count, options);
}

/** Moves the banner to the other end of the window if it would cover the field that has the focus. */
function keepClearOfFocus(banner: HTMLElement): void {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === banner) return;
  delete banner.dataset.at;
  // A form's own members may be hidden by fields of these names.
  const [a, b] = [focused, banner].map((each) => Element.prototype.getBoundingClientRect.call(each)) as [
    DOMRect,
    DOMRect,
  ];
  const isCovered = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  // An element as large as the page is covered at either end.
  if (isCovered && a.bottom < innerHeight - b.height) banner.dataset.at = 'bottom';
}
