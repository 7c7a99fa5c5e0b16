/** Windows passes at most 2,083 characters to a mail program and drops the rest silently. */
const MAX_LENGTH = 1800;

/** `to`: an e-mail address; `""`: the user enters one. `omission`: the last line of a body that is too long. */
type Mail = { to: string; subject: string; body?: string; omission?: string };

/** Formats a `mailto:` address (RFC 6068: spaces as %20, lines end with CRLF). A long body loses its last lines. */
export function mailAddress({ to, subject, body = '', omission = '' }: Mail): string {
  const lines = body.split('\n');
  const format = (shown: readonly string[]) =>
    `mailto:${to}?subject=${encode(subject)}&body=${encode(shown.join('\r\n'))}`;
  const complete = format(lines);
  if (complete.length <= MAX_LENGTH) return complete;
  let count = lines.length - 1;
  while (count > 0 && format([...lines.slice(0, count), omission]).length > MAX_LENGTH) count -= 1;
  return format([...lines.slice(0, count), omission]);
}

/** A policy may contain half of a surrogate pair, which `encodeURIComponent` rejects. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
