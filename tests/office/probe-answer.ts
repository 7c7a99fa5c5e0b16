import type { Page } from './pages.ts';

/** The page of a proxy that wants a password. */
export const EMPTY_PAGE: Page = { status: 407, body: new Uint8Array(), title: '', signs: [], isInteractive: false };

/** An answer as `fetch` gives it. */
export function answerWith({ status, body }: Page, date: number): object {
  const headers: Record<string, string> = {
    Date: new Date(date).toUTCString(),
    'Content-Type': 'text/html; charset=utf-8',
  };
  const parts = [body];
  const reader = { read: async () => ({ value: parts.shift() }), cancel: async () => {} };
  return {
    type: 'basic',
    status,
    headers: { get: (name: string) => headers[name] ?? null },
    body: { getReader: () => reader },
  };
}
