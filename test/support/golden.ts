import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compares text with a committed golden file; `UPDATE_GOLDEN=1 npm test` writes it anew, to be read in the diff. */
export function assertGolden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  assert.ok(existsSync(path), `${path} is missing: UPDATE_GOLDEN=1 npm test writes it`);
  assert.equal(text, readFileSync(path, 'utf8'), `${name} differs from its golden file`);
}
