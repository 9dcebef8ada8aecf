import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly zipped: Buffer;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);

/** Everything that the page is made of, by its address: bundled in memory, in the time of a blink. */
export async function bundlePage(): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await build({
    entryPoints: { page: here('../page/main.ts') },
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const assets = new Map<string, Asset>();
  const put = (path: string, type: string, bytes: Buffer): void => {
    assets.set(path, { type, bytes, zipped: gzipSync(bytes) });
  };
  for (const { contents } of outputFiles) put('/page.js', 'text/javascript', Buffer.from(contents));
  put('/page.css', 'text/css', readFileSync(here('../page/page.css')));
  put('/', 'text/html', readFileSync(here('../page/page.html')));
  for (const weight of [400, 500]) {
    const font = require.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
    put(`/fonts/inter-${weight}.woff2`, 'font/woff2', readFileSync(font));
  }
  return assets;
}
