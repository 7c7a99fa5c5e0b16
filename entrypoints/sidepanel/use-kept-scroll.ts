import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Keeper } from '@/components/hooks/use-kept.ts';

/** A pause (ms) in scrolling after which its place is kept. */
const SCROLL_PAUSE = 100;
/** How long (ms) the content of a page that begins may still grow. */
const GROWTH_TIME = 2000;

/**
 * Scrolls the page to where it was before the browser started it again, and keeps where it is. The ref is true while
 * the page is being restored: nothing else then scrolls, or moves the focus.
 */
export function useKeptScroll(keeper: Keeper): RefObject<boolean> {
  const kept = keeper.read('scroll');
  const isRestored = useRef(kept !== undefined);
  useLayoutEffect(() => {
    if (kept === undefined) return;
    const restore = () => scrollTo({ top: kept, behavior: 'instant' });
    // Parts of a section arrive after its first rendering.
    const growing = new ResizeObserver(restore);
    growing.observe(document.body);
    restore();
    const stop = () => growing.disconnect();
    setTimeout(stop, GROWTH_TIME);
    for (const input of ['wheel', 'pointerdown', 'keydown']) addEventListener(input, stop, { once: true });
  }, []);
  useEffect(() => {
    isRestored.current = false;
    keeper.write('scroll', Math.round(scrollY));
    let timer: ReturnType<typeof setTimeout> | undefined;
    addEventListener('scroll', () => {
      clearTimeout(timer);
      timer = setTimeout(() => keeper.write('scroll', Math.round(scrollY)), SCROLL_PAUSE);
    });
  }, []);
  return isRestored;
}
