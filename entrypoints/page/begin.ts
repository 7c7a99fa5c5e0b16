import { navigationTiming } from '@/utils/in-page/navigation.ts';
import { send } from '@/utils/in-page/send.ts';

/**
 * Sends the worker that the tab shows a page of the server: its signs follow once it has loaded. Without that, the
 * browser shows an error page of its own for an error status, and the popup opens.
 */
export function sendBegin(): void {
  const status = navigationTiming()?.responseStatus;
  if (status) void send({ type: 'begin', status });
}
