import { Failure } from '../model/failure.ts';

// What RE2 reads, as far as can be known without it: JavaScript's own reader looks at the expression once the forms that
// only RE2 has are replaced, and the forms that only JavaScript has are looked for here.

const piece =
  /\\Q([\s\S]*?)(?:\\E|$)|\\[pP](?:\{\^?\w+\}|\w)|\\x(?:\{[\da-fA-F]+\}|[\da-fA-F]{2})|\\(?:[0-3]?[0-7]{2}|k<\w*>?|[\s\S]?)|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]?|\(\?(?:<?[=!]|P?<\w*>?|[imsU]*(?:-[imsU]+)?[:)]|)|[*+?}]\+|\{(\d+)(?:,(\d*))?\}/g;

/** Escapes that RE2 knows: of letters and digits these few, of anything else all. */
const escapes =
  /^\\(?:[afnrtv0dDsSwW]|[pP](?:\{\^?[A-Z]\w*\}|[CLMNPSZ])|x(?:\{[\da-fA-F]+\}|[\da-fA-F]{2})|[0-3]?[0-7]{2}|[^\da-zA-Z])$/;
/** What a class is made of. */
const member =
  /\[:\^?\w+:\]|\\(?:[pP](?:\{\^?\w+\}|\w)|x(?:\{[\da-fA-F]+\}|[\da-fA-F]{2})|[0-3]?[0-7]{2}|[\s\S])|[\s\S]/g;
const severalCharacters = /^(?:\[:|\\[dDsSwWpP])/;

/** Why RE2, which Prometheus reads regular expressions with, refuses one; `undefined` where nothing is wrong with it. */
export function refusedByRe2(expression: string): string | undefined {
  let refused: string | undefined;
  const javascript = expression.replaceAll(piece, (found, quoted, least, most) => {
    refused ??= refusedPiece(found, least, most);
    if (quoted !== undefined) return 'q'.repeat(Math.min(quoted.length, 1));
    if (found.startsWith('[')) return classOf(found);
    if (found.startsWith('\\')) return 'e';
    if (/^\(\?.*\)$/.test(found)) return '(?:)';
    return found.startsWith('(?') ? '(?:' : found;
  });
  if (refused) return refused;
  try {
    new RegExp(javascript);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^.*: /, '').toLowerCase();
  }
}

/** A class as JavaScript reads it: only in RE2 may it begin with `]`, or hold `[:alpha:]`. */
function classOf(found: string): string {
  const plain = found.replaceAll(/\\[\s\S]|\[:\^?\w+:\]/g, 'x');
  if (!plain.replace(/^\[\^?\]?/, '').endsWith(']')) return '[';
  return /^\[\^?\]|\[:|\\[xpP]/.test(found) ? 'c' : found;
}

function refusedPiece(found: string, least?: string, most?: string): string | undefined {
  if (/^\(\?<?[=!]/.test(found)) return `it looks around with ${found}`;
  if (found.startsWith('(?<')) return 'a group is named with (?P<name>';
  if (/^\\(?:[1-9]$|k)/.test(found)) return `it refers back with ${found}`;
  if (/^[*+?}]\+$/.test(found)) return `${found} gives nothing back`;
  if (Number(least ?? 0) > 1000 || Number(most || 0) > 1000) return 'it repeats more than a thousand times';
  if (found.startsWith('[')) return refusedClass(found);
  // Outside a class these four stand for places, and \Q for what is quoted.
  return found.startsWith('\\') && !escapes.test(found) && !/^\\(?:[bBAz]$|Q)/.test(found)
    ? `it has the escape ${found}`
    : undefined;
}

function refusedClass(found: string): string | undefined {
  const members = found.replace(/^\[\^?/, '').match(member) ?? [];
  for (let at = 0; at < members.length; at++) {
    const one = members[at] as string;
    if (one.startsWith('\\') && !escapes.test(one)) return `it has the escape ${one}`;
    const range = members[at + 1] === '-' && at + 3 < members.length && !severalCharacters.test(one);
    if (!range) continue;
    at += 2;
    const to = members[at] as string;
    if (severalCharacters.test(to) || (to.startsWith('\\') && !escapes.test(to)))
      return `a range of characters ends with ${to}`;
  }
  return undefined;
}

/**
 * A JavaScript expression as RE2 reads it, with its flags in front. Throws where RE2 has nothing that says the same.
 */
export function re2(expression: RegExp): string {
  const { source, flags } = expression;
  const other = flags.replaceAll(/[ims]/g, '');
  const why = other
    ? `RE2, which Prometheus reads it with, has no flag ${other}`
    : refusedByRe2(source) && `RE2, which Prometheus reads it with, refuses it: ${refusedByRe2(source)}`;
  if (why)
    throw new Failure(`${expression} is no expression of PromQL`, {
      why,
      next: 'say the values with anyOf() or not(), or write it without flags other than i, m, s and without looking around or back',
    });
  return flags ? `(?${flags})${source}` : source;
}
