import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Measure } from '../draw/text.ts';
import { unpackWoff } from './woff.ts';

/** Weights that are drawn with. */
export const weights = [400, 500, 600] as const;

const require = createRequire(import.meta.url);
const file = (weight: number): string =>
  require.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff`);

/** The typeface of the pictures, in each weight, as programs read it. */
export const readFonts = (): readonly Buffer[] =>
  weights.map((weight) => unpackWoff(readFileSync(file(weight))));

/** Measures by the widths of the letters in the font itself: the same on every machine, without a browser. */
export function fontMeasure(fonts: readonly Buffer[] = readFonts()): Measure {
  const widths = fonts.map(advances);
  return (text, size, weight = 400) => {
    const of = widths[weights.indexOf(weight)] ?? widths[0];
    let sum = 0;
    for (const letter of text) sum += of?.(letter.codePointAt(0) as number) ?? 0;
    return sum * size;
  };
}

/** The width of a letter as a share of the size. */
function advances(font: Buffer): (letter: number) => number {
  const table = (tag: string): Buffer => {
    for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16)
      if (font.toString('latin1', at, at + 4) === tag)
        return font.subarray(
          font.readUInt32BE(at + 8),
          font.readUInt32BE(at + 8) + font.readUInt32BE(at + 12),
        );
    throw new Error(`the font has no table ${tag}`);
  };
  const em = table('head').readUInt16BE(18);
  const metrics = table('hmtx');
  const wide = table('hhea').readUInt16BE(34);
  const glyphOf = characterMap(table('cmap'));
  const cache = new Map<number, number>();
  return (letter) => {
    let width = cache.get(letter);
    if (width === undefined) {
      // The last width is that of all glyphs behind it.
      width = metrics.readUInt16BE(4 * Math.min(glyphOf(letter), wide - 1)) / em;
      cache.set(letter, width);
    }
    return width;
  };
}

/** Format 4 of the table `cmap`: segments of letters that follow one another. */
function characterMap(cmap: Buffer): (letter: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) =>
    cmap.subarray(cmap.readUInt32BE(4 + 8 * at + 4)),
  );
  const map = subtables.find((one) => one.readUInt16BE(0) === 4);
  if (!map) throw new Error('the font has no map of letters that can be read');
  const length = map.readUInt16BE(6);
  return (letter) => {
    for (let at = 0; at < length; at += 2) {
      if (map.readUInt16BE(14 + at) < letter) continue;
      const start = map.readUInt16BE(16 + length + at);
      if (start > letter) return 0;
      const delta = map.readUInt16BE(16 + 2 * length + at);
      const rangeAt = 16 + 3 * length + at;
      const range = map.readUInt16BE(rangeAt);
      if (range === 0) return (letter + delta) & 0xffff;
      const glyph = map.readUInt16BE(rangeAt + range + 2 * (letter - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
