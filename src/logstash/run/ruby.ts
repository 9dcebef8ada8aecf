import { toRegExp } from 'oniguruma-to-es';

const compiled = new Map<string, RegExp>();
const everywhere = new Map<string, RegExp>();

/**
 * A regular expression of Ruby as JavaScript runs it: `^` and `$` are the ends of a line there, `\h` is a hexadecimal digit.
 * Throws where Ruby's engine would not accept it.
 */
export function rubyExpression(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? toRegExp(pattern);
  compiled.set(pattern, known);
  return known;
}

/** Ruby's `gsub`: every match gives way, `\1` stands for what the first group matched. */
export function replaceAll(text: string, pattern: string, replacement: string): string {
  const known = everywhere.get(pattern) ?? toRegExp(pattern, { global: true });
  everywhere.set(pattern, known);
  return text.replaceAll(known, (...found: unknown[]) => {
    // The match and its groups stand before the place where they were found.
    const groups = found.slice(
      0,
      found.findIndex((one) => typeof one === 'number'),
    );
    return replacement.replaceAll(/\\(\d)/g, (_, group: string) => String(groups[Number(group)] ?? ''));
  });
}
