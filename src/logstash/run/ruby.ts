import { toRegExp } from 'oniguruma-to-es';

const known = new Map<string, RegExp>();

/**
 * A regular expression of Ruby as JavaScript runs it: `^` and `$` are the ends of a line there, `\h` is a hexadecimal digit.
 * Throws where Ruby's engine would not accept it.
 */
export function rubyExpression(pattern: string): RegExp {
  const compiled = known.get(pattern) ?? toRegExp(pattern);
  known.set(pattern, compiled);
  return compiled;
}

/** Ruby's `gsub`: every match gives way, `\1` stands for what the first group matched. */
export const replaceAll = (text: string, pattern: string, replacement: string): string =>
  text.replaceAll(new RegExp(rubyExpression(pattern), `${rubyExpression(pattern).flags}g`), (...found) =>
    replacement.replaceAll(
      /\\(\d)/g,
      (_, group: string) => (found[Number(group)] as string | undefined) ?? '',
    ),
  );
