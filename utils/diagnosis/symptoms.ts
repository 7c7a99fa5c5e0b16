import type { SymptomId } from '../catalog/symptoms.ts';
import { CAUSES, type Cause } from './causes.ts';

/** Errors with a symptom of their own, which differ in whether the browser forgets its decision (`forgetsDecision`). */
const SYMPTOM_BY_ERROR: ReadonlyMap<string, SymptomId> = new Map([
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'badCertificate'],
  ['ERR_SOCKET_NOT_CONNECTED', 'cutOff'],
]);

/**
 * Returns the symptoms of a failed load, the likeliest first. `netError` (`ERR_…`) counts only if the browser sent no
 * certificate, because the same errors have other reasons, too.
 */
export function symptomsOf(cause: Cause, netError?: string): SymptomId[] {
  const isUnsent = cause === 'certificate-missing' || cause === 'certificate-not-chosen';
  const symptom = isUnsent ? SYMPTOM_BY_ERROR.get(netError ?? '') : undefined;
  return [...(symptom ? [symptom] : []), ...CAUSES[cause].symptoms];
}
