import type { Cause } from '../diagnosis/causes.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import { keyPart, type TextValues, text } from './text.ts';

/** The title of a cause, in one line. */
export function causeTitle(cause: Cause): string {
  return text(`cause.${keyPart(cause)}.title`);
}

/** The reason behind the title. `values`: `system`, `address` and `clock` as the texts need them. */
export function causeReason(cause: Cause, values: TextValues): string {
  return text(`cause.${keyPart(cause)}.reason`, values);
}

/** One reason for a diagnosis, as a line. */
export function evidenceText(evidence: Evidence, values: TextValues): string {
  return text(`evidence.${keyPart(evidence)}`, values);
}
