/** Windows hands a mail program no more than 2,083 characters; what is beyond is lost without a word. */
const MAX_ADDRESS = 1800;

/**
 * A `mailto:` address that opens a mail with this text. Lines that are too much are left out from the end on, and `rest` says so.
 * @param to an e-mail address; `""`: the user fills it in
 */
export function mailAddress(report: string, to: string, subject: string, rest: string): string {
  const lines = report.split('\n');
  // What an administrator has written may hold half a character, which can't be encoded.
  const encode = (words: string) => encodeURIComponent(words.toWellFormed());
  const address = (body: readonly string[]) =>
    `mailto:${to}?subject=${encode(subject)}&body=${encode(body.join('\r\n'))}`;
  const whole = address(lines);
  if (whole.length <= MAX_ADDRESS) return whole;
  let count = lines.length - 1;
  while (count > 0 && address([...lines.slice(0, count), rest]).length > MAX_ADDRESS) count -= 1;
  return address([...lines.slice(0, count), rest]);
}
