import { injectedReader, type Reader } from '@/utils/in-page/reader-handover.ts';
import { sendUntilAnswered } from '@/utils/in-page/send.ts';

let request: Promise<Reader | undefined> | undefined;

/**
 * Asks the worker once for reader.js, and again after a failure. `undefined`: it did not come, because the extension
 * was updated or removed, or may no longer run here. Never rejects.
 */
export function requestReader(): Promise<Reader | undefined> {
  request ??= sendUntilAnswered({ type: 'reader' }).then(() => {
    const reader = injectedReader();
    if (!reader) request = undefined;
    return reader;
  });
  return request;
}
