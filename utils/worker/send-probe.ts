import { browser } from 'wxt/browser';
import { portal, systemById } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { Probe } from '../diagnosis/attempt.ts';
import { readServerClock } from '../diagnosis/clock.ts';
import { netErrorName } from '../diagnosis/net-errors.ts';
import { readHtml } from '../diagnosis/signs/html-text.ts';
import { PROBE_RULES, readSigns } from '../diagnosis/signs/read-signs.ts';
import { SECOND } from '../time.ts';

/** How long a system has for its answer. */
const PROBE_LIMIT = 3 * SECOND;
/** How long after a failed request the browser may need to tell which error it was; in fact it is no time at all. */
const ERROR_DELAY = 500;
/** How much of an answer is read, in bytes; pages that say something about certificates are far smaller. */
const MAX_BYTES = 64 * 1024;

export interface ProbeAnswer {
  met: Omit<Probe, 'askedAt' | 'endedAt'>;
  /** The server's clock, in ms since the epoch, if it told. */
  date?: number | undefined;
}

/**
 * Asks a system silently: without a tab, and so without a dialog; without cookies; and without being sent on anywhere. Of
 * what comes back only status, clock and signs are kept. Never rejects; no answer in time is `ERR_TIMED_OUT`.
 */
export async function sendProbe(id: SystemId): Promise<ProbeAnswer> {
  const { address } = systemById(id) ?? portal();
  const { onErrorOccurred } = browser.webRequest;
  let stopListening = () => {};
  // `fetch` itself says no more than that it failed.
  const failure = new Promise<string>((resolve) => {
    const listener = (request: { initiator?: string | undefined; error: string }) => {
      if (request.initiator === location.origin) resolve(netErrorName(request.error));
    };
    onErrorOccurred.addListener(listener, { urls: [address], types: ['xmlhttprequest'], tabId: -1 });
    stopListening = () => onErrorOccurred.removeListener(listener);
  });
  try {
    const response = await fetch(address, {
      ...({ credentials: 'omit', cache: 'no-store', redirect: 'manual', referrerPolicy: 'no-referrer' } as const),
      signal: AbortSignal.timeout(PROBE_LIMIT),
    });
    return await readAnswer(response);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return { met: { netError: 'ERR_TIMED_OUT' } };
    const unknown = new Promise<string>((resolve) => setTimeout(resolve, ERROR_DELAY, 'ERR_FAILED'));
    return { met: { netError: await Promise.race([failure, unknown]) } };
  } finally {
    stopListening();
  }
}

async function readAnswer(response: Response): Promise<ProbeAnswer> {
  // A redirect is not followed, and then hides what it was; that the system has answered is enough.
  if (response.type === 'opaqueredirect') return { met: { status: 302 } };
  const { status, headers } = response;
  const date = readServerClock(headers.get('Date'), headers.get('Age'));
  // A body that breaks off, or does not come in time, takes nothing from that.
  const start = await readStart(response).catch(() => new Uint8Array());
  const signs = readSigns({ status, ...readHtml(start, headers.get('Content-Type')) }, PROBE_RULES);
  return { met: { status, ...(signs.length > 0 && { signs }) }, date };
}

/** The first bytes of a body; the rest is not even loaded. */
async function readStart({ body }: Response): Promise<Uint8Array> {
  const start = new Uint8Array(MAX_BYTES);
  const reader = body?.getReader();
  let length = 0;
  while (reader && length < MAX_BYTES) {
    const { value } = await reader.read();
    if (!value) break;
    start.set(value.subarray(0, MAX_BYTES - length), length);
    length += Math.min(value.length, MAX_BYTES - length);
  }
  await reader?.cancel();
  return start.subarray(0, length);
}
