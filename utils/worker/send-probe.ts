import { browser } from 'wxt/browser';
import { type Facts, portal, systemById } from '../catalog/facts.ts';
import type { SystemId } from '../catalog/systems.ts';
import type { Probe } from '../diagnosis/attempt.ts';
import { readServerClock } from '../diagnosis/clock.ts';
import { netErrorName } from '../diagnosis/net-errors.ts';
import { readHtml } from '../diagnosis/signs/html-text.ts';
import { readSigns } from '../diagnosis/signs/read-signs.ts';
import { SECOND } from '../time.ts';

/** Timeout of a probe; in ms. */
const PROBE_TIMEOUT = 3 * SECOND;
/** Maximum delay between a failed request and the browser's event with its error; in ms. Measured: none at all. */
const ERROR_DELAY = SECOND / 2;
/** Maximum number of bytes that are read; pages that say something about certificates are far smaller. */
const MAX_BYTES = 64 * 1024;

interface ProbeAnswer {
  result: Omit<Probe, 'askedAt' | 'endedAt'>;
  /** The server's clock, in ms since the epoch, if the answer has a date. */
  date?: number | undefined;
}

/**
 * Sends a silent request to a system: without a tab, and so without a dialog; without cookies and redirects. Keeps only
 * status, clock and signs of the answer. Never rejects; no answer in time is `ERR_TIMED_OUT`.
 */
export async function sendProbe(id: SystemId, facts: Facts): Promise<ProbeAnswer> {
  const { address } = systemById(id, facts) ?? portal(facts);
  const { onErrorOccurred } = browser.webRequest;
  let stopListening = () => {};
  // `fetch` itself reports only that it failed.
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
      signal: AbortSignal.timeout(PROBE_TIMEOUT),
    });
    return await readAnswer(response);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { result: { netError: 'ERR_TIMED_OUT' } };
    const unknown = new Promise<string>((resolve) => setTimeout(resolve, ERROR_DELAY, 'ERR_FAILED'));
    return { result: { netError: await Promise.race([failure, unknown]) } };
  } finally {
    stopListening();
  }
}

async function readAnswer(response: Response): Promise<ProbeAnswer> {
  // Chromium hides the status of a redirect that is not followed; it is enough that the system has answered.
  if (response.type === 'opaqueredirect') return { result: { status: 302 } };
  const { status, headers } = response;
  const date = readServerClock(headers.get('Date'), headers.get('Age'));
  // Status and clock count even if the body breaks off or is late.
  const start = await readStart(response).catch(() => new Uint8Array());
  // A probe meets a login page, a refusal or the check site: only what is said of the certificate counts.
  const page = { status, ...readHtml(start, headers.get('Content-Type')) };
  const signs = readSigns(page).filter((sign) => sign.startsWith('certificate'));
  return { result: { status, ...(signs.length > 0 && { signs }) }, date };
}

/** Reads the first bytes of a body and cancels the rest. */
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
