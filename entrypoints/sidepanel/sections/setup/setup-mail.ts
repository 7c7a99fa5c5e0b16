import { currentFacts } from '@/utils/catalog/facts.ts';

/** The address of a mail that is ready to be filled in (RFC 6068: spaces as %20, lines ended by CRLF). */
export function mailAddress(subject: string, body: string): string {
  const encode = (value: string) => encodeURIComponent(value.replaceAll('\n', '\r\n'));
  return `mailto:${currentFacts().contacts.operations.email}?subject=${encode(subject)}&body=${encode(body)}`;
}
