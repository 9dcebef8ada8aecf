const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

const escapes = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|([\s\S]?))/g;

/**
 * The text between the quotes of a PromQL string: double or single quotes with the escapes of Go, or backticks without any.
 * `undefined` where the string does not end or holds an escape that Prometheus refuses.
 */
export function unquote(quoted: string): string | undefined {
  const quote = quoted[0];
  if (quoted.length < 2 || !quoted.endsWith(quote as string)) return undefined;
  const inside = quoted.slice(1, -1);
  if (quote === '`' || !inside.includes('\\'))
    return inside.includes('\n') && quote !== '`' ? undefined : inside;
  let fine = true;
  const text = inside.replaceAll(escapes, (_, hex, short, long, octal, letter) => {
    const digits = hex ?? short ?? long;
    if (digits) return String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff));
    if (octal) return String.fromCodePoint(Number.parseInt(octal, 8));
    const found =
      letter === '"' && quote === "'"
        ? undefined
        : letter === "'" && quote === '"'
          ? undefined
          : simple[letter];
    if (found === undefined) fine = false;
    return found ?? '';
  });
  return fine ? text : undefined;
}

/** Strings and comments: in them nothing means anything but their end. */
export const quiet = /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|`[^`]*`?|#[^\n]*/g;

/** Whether a text ends in a comment, which would swallow whatever is written behind it on the same line. */
export function endsInComment(text: string): boolean {
  if (!text.includes('#')) return false;
  for (const { index, 0: piece } of text.matchAll(quiet))
    if (piece.startsWith('#') && index + piece.length === text.length) return true;
  return false;
}
