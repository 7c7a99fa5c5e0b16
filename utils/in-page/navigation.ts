/** Returns the browser's record of this page's navigation; `undefined`: it keeps none. */
export function navigationTiming(): PerformanceNavigationTiming | undefined {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming ? entry : undefined;
}

/** Whether the page was prerendered before its tab showed it: the worker saw no request then. */
export function wasPrerendered(): boolean {
  const entry = navigationTiming();
  return entry !== undefined && 'activationStart' in entry && Number(entry.activationStart) > 0;
}

/** Whether the page is being prerendered: its tab shows another page. */
export function isPrerendering(): boolean {
  return 'prerendering' in document && Boolean(document.prerendering);
}
