import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { manifestPath } from '../../../src/compile/compile.ts';
import { isJson } from '../../../src/model/json.ts';
import { diffOutputs } from '../../../src/review/outputs/diff-outputs.ts';
import { kindOfFile, unknownKind } from '../../../src/review/outputs/file-kinds.ts';
import { compiled, revision } from './edited.ts';

const diff = (texts: ReadonlyMap<string, string>) =>
  diffOutputs(revision('before', compiled), revision('after', texts));

describe('every output of this project', () => {
  it('is of a kind', () => {
    const strangers = [...compiled.keys()].filter((path) => kindOfFile(path) === unknownKind);
    assert.deepEqual(strangers, []);
    assert.equal(kindOfFile('generated/new-server/x.ini'), unknownKind);
  });

  it('says something, unless it only repeats others', () => {
    const silent = [...compiled].filter(([path, text]) => kindOfFile(path).read(text, path).length === 0);
    assert.deepEqual(silent.map(([path]) => path).sort(), ['catalog/README.md', manifestPath]);
  });

  it('is told when it comes and when it goes', () => {
    // A subject without rules, a bundle whose objects are in another file as well, and pictures of them come with nothing else.
    const quiet =
      /^(generated\/manifest\.json|catalog\/README\.md|generated\/catalog\.json|generated\/kibana\/.*)$/;
    for (const path of compiled.keys()) {
      if (quiet.test(path)) continue;
      const texts = new Map(compiled);
      texts.delete(path);
      assert.ok(diff(texts).changes.length > 0, path);
    }
  });
});

/** The paths of all values in a document that are no objects, as far as there is a meaning in them. */
function* leaves(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<readonly (string | number)[]> {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else if (isJson(value))
    for (const [key, member] of Object.entries(value)) yield* leaves(member, [...path, key]);
  else yield path;
}

/** What has no meaning for a server, or is told elsewhere: marks of tools, numbers of panels, what rules record. */
const meaningless =
  /^(about|apiVersion|recorded|(panels\.\d+\.)+id|id|version|.*\.orgId|.*mappings.*\.index)(\.|$)/;

describe('an edit anywhere in an output is told', () => {
  const documents = [...compiled].filter(([path]) => /\.(json|ya?ml)$/.test(path) && path !== manifestPath);
  for (const [path, text] of documents)
    it(path, () => {
      const isJsonFile = path.endsWith('.json');
      const document: unknown = isJsonFile ? JSON.parse(text) : parse(text);
      const all = [...leaves(document)].filter((at) => !meaningless.test(at.join('.')));
      // Five places from the first to the last.
      const chosen = new Set([0, 1, 2, 3, 4].map((part) => Math.floor((part * (all.length - 1)) / 4)));
      for (const index of chosen) {
        const at = all[index] as readonly (string | number)[];
        const copy = structuredClone(document);
        const holder = at
          .slice(0, -1)
          .reduce((of, key) => (of as Record<string | number, unknown>)[key], copy) as Record<
          string | number,
          unknown
        >;
        const last = at.at(-1) as string | number;
        const old = holder[last];
        holder[last] = typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : `${old}x`;
        const edited = new Map(compiled).set(path, isJsonFile ? JSON.stringify(copy) : stringify(copy));
        assert.ok(diff(edited).changes.length > 0, at.join('.'));
      }
    });
});
