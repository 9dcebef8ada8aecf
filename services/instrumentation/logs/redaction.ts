import type { Privacy } from '#lib';
import { addressMark, addressPattern, secretMark, secretShapes } from '../../../catalog/secrets.ts';

const anyCase = '(?i)';
const secrets = secretShapes.map(({ pattern }) =>
  pattern.startsWith(anyCase) ? new RegExp(pattern.slice(anyCase.length), 'gi') : new RegExp(pattern, 'g'),
);
const addresses = new RegExp(addressPattern, 'g');

// Most texts hold no secret. Two dozen expressions would take longer over one than writing it, so each text is gone through once,
// three or four characters at a time, to see which shapes it may have.

/** Shapes, a bit for each, by the characters that mark them. */
const shapesBy = new Map<number, number>();
/** Where a marker may be: asking the map at each character would take longer. */
const maybe = new Uint8Array(1 << 14);
/** The last four characters as a number, upper and lower case alike. */
const moved = (last: number, code: number): number => (last << 8) | ((code | 0x20) & 0xff);
const place = (characters: number): number => Math.imul(characters, 0x9e3779b1) >>> 18;
for (const [at, { markers }] of secretShapes.entries())
  for (const marker of markers) {
    const key = [...marker].reduce((last, one) => moved(last, one.charCodeAt(0)), 0);
    shapesBy.set(key, (shapesBy.get(key) ?? 0) | (1 << at));
    maybe[place(key)] = 1;
  }

/** The shapes that a text may have. */
function suspects(text: string): number {
  let last = 0;
  let found = 0;
  for (let at = 0; at < text.length; at++) {
    last = moved(last, text.charCodeAt(at));
    const three = last & 0xffffff;
    if (maybe[place(last)]) found |= shapesBy.get(last) ?? 0;
    if (maybe[place(three)]) found |= shapesBy.get(three) ?? 0;
  }
  return found;
}

/** Shorter than the shortest text that has one: `a@b.co`. */
const shortest = 6;

/** A text without the secrets that are known by their shape and, unless it is kept for who did something, without addresses. */
export function redacted(text: string, privacy: Privacy): string {
  if (text.length < shortest) return text;
  const found = suspects(text);
  let clean = text;
  if (found !== 0)
    for (const [at, pattern] of secrets.entries())
      if (found & (1 << at))
        clean = clean.replace(
          pattern,
          (_, kept: unknown) => `${typeof kept === 'string' ? kept : ''}${secretMark}`,
        );
  return privacy !== 'identity' && clean.includes('@') ? clean.replace(addresses, addressMark) : clean;
}
