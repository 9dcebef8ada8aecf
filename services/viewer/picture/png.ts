import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { readFonts, weights } from './font.ts';

/** Turns SVG into PNG with the project's own typeface, and with no font of the machine: the same bytes everywhere. */
export class Rasterizer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sightline-fonts-'));
  private readonly fonts: readonly string[];

  constructor() {
    const fonts = readFonts();
    // The library takes paths only.
    this.fonts = weights.map((weight, at) => {
      const path = join(this.folder, `inter-${weight}.ttf`);
      writeFileSync(path, fonts[at] as Buffer);
      return path;
    });
  }

  /** The picture, `scale` pixels for each pixel of the SVG. */
  png(svg: string, scale = 1): Buffer {
    const font = {
      loadSystemFonts: false,
      fontFiles: [...this.fonts],
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    };
    return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();
  }

  /** Removes the copies of the fonts. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
