import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { unifiedPatch } from '../../src/review/patch.ts';

/** What real git makes of a file with a patch; `undefined` where the file is gone. */
function applied(path: string, before: string | undefined, patch: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-patch-'));
  try {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (before !== undefined) writeFileSync(file, before);
    // Outside any repository; blanks at the end of a line are content like any other.
    const git = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: patch,
      encoding: 'utf8',
    });
    assert.equal(git.status, 0, `${git.stderr}${patch}`);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a patch', () => {
  it('reads like that of git', () =>
    assert.equal(
      unifiedPatch('a/b.json', '{\n  "x": 1,\n  "y": 2\n}\n', '{\n  "x": 1,\n  "y": 3\n}\n'),
      `diff --git a/a/b.json b/a/b.json
--- a/a/b.json
+++ b/a/b.json
@@ -1,4 +1,4 @@
 {
   "x": 1,
-  "y": 2
+  "y": 3
 }
`,
    ));

  it('is empty where nothing differs', () => {
    assert.equal(unifiedPatch('a', 'x\n', 'x\n'), '');
    assert.equal(unifiedPatch('a', undefined, undefined), '');
  });

  const table: readonly (readonly [name: string, before: string | undefined, after: string | undefined])[] = [
    ['changes lines far apart', `${'a\n'.repeat(40)}b\n`, `x\n${'a\n'.repeat(40)}c\n`],
    ['loses the last line end', 'a\nb\n', 'a\nb'],
    ['gains the last line end', 'a\nb', 'a\nb\n'],
    ['keeps the line ends of Windows', 'a\r\nb\r\n', 'a\r\nc\r\n'],
    ['changes the line ends', 'a\r\nb\r\n', 'a\nb\n'],
    ['fills a file', '', 'a\n'],
    ['empties a file', 'a\nb', ''],
    ['creates a file', undefined, 'a\nb\n'],
    ['creates an empty file', undefined, ''],
    ['removes a file', 'a\nb\n', undefined],
    ['removes an empty file', '', undefined],
    ['looks like a patch itself', '--- a\n+++ b\n', '--- a\n+++ c\n@@ -1 +1 @@\n'],
  ];
  for (const [name, before, after] of table)
    it(`git applies: ${name}`, () =>
      assert.equal(applied('some/file.json', before, unifiedPatch('some/file.json', before, after)), after));

  for (const path of ['with space.json', 'größe.json', 'quo"te.json', 'tab\there.json', 'back\\slash.json'])
    it(`git finds ${JSON.stringify(path)}`, () =>
      assert.equal(applied(path, 'a\n', unifiedPatch(path, 'a\n', 'b\n')), 'b\n'));

  it('git applies, whatever the texts', () => {
    const line = fc.constantFrom('a', 'b', ' c', '', '-', '+', '\\ No newline at end of file', 'ä');
    const text = fc
      .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('', '\n'))
      .map(([lines, end]) => lines.join('\n') + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        assert.equal(applied('f', before, unifiedPatch('f', before, after)), after);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
