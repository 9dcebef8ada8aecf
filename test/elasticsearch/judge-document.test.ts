import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeDocument } from '../../src/elasticsearch/judge-document.ts';

const mapping = {
  dynamic: false,
  properties: {
    at: { type: 'date' },
    name: { type: 'keyword', ignore_above: 5 },
    text: { type: 'text' },
    count: { type: 'long' },
    ratio: { type: 'double' },
    ok: { type: 'boolean' },
    git: { properties: { branch: { type: 'keyword' }, commits: { type: 'long' } } },
  },
};

const cases: readonly (readonly [document: object, says: readonly (readonly [string, string, RegExp])[]])[] =
  [
    [{ at: '2025-07-06T10:30:00Z' }, []],
    [{ at: '2025-07-06T10:30:00.123+02:00' }, []],
    [{ at: '2025-07-06' }, []],
    [{ at: 1751797800000 }, []],
    [
      { at: '2025-07-06 10:30:00,000' },
      [['at', 'refused', /field \[at\] of type \[date\].*'2025-07-06 10:30:00,000'/]],
    ],
    [{ at: '2025-13-06' }, [['at', 'refused', /type \[date\]/]]],
    [{ at: 'yesterday' }, [['at', 'refused', /type \[date\]/]]],
    [{ name: 'short' }, []],
    [{ name: 'longer' }, [['name', 'kept', /ignore_above \[5\]/]]],
    [{ name: 42 }, []],
    [{ name: ['a', 'b'] }, []],
    [{ name: ['a', 'longer'] }, [['name', 'kept', /ignore_above/]]],
    [{ name: { first: 'a' } }, [['name', 'refused', /type \[keyword\]/]]],
    [{ text: 'x'.repeat(10_000) }, []],
    [{ count: 3 }, []],
    [{ count: '3' }, []],
    [{ count: 'three' }, [['count', 'refused', /type \[long\].*'three'/]]],
    [{ count: '' }, [['count', 'refused', /type \[long\]/]]],
    [{ count: true }, [['count', 'refused', /type \[long\]/]]],
    [{ count: 2 ** 64 }, [['count', 'refused', /type \[long\]/]]],
    [{ ratio: 0.5 }, []],
    [{ ratio: [0.5, 'half'] }, [['ratio', 'refused', /'half'/]]],
    [{ ok: true }, []],
    [{ ok: 'false' }, []],
    [{ ok: 'yes' }, [['ok', 'refused', /type \[boolean\]/]]],
    [{ ok: 1 }, [['ok', 'refused', /type \[boolean\]/]]],
    [{ git: { branch: 'main', commits: 3 } }, []],
    [{ git: [{ branch: 'main' }, { commits: 'x' }] }, [['git.commits', 'refused', /field \[git.commits\]/]]],
    [{ git: 'main' }, [['git', 'refused', /tried to parse field \[git\] as object/]]],
    [{ git: { author: 'x' } }, [['git.author', 'kept', /no mapping for \[git.author\]/]]],
    [{ other: 1 }, [['other', 'kept', /no mapping for \[other\]/]]],
    [{ name: null, git: null, count: [] }, []],
  ];

describe('a document and a mapping', () => {
  for (const [document, says] of cases) {
    const what = JSON.stringify(document);
    test(what.length > 60 ? `${what.slice(0, 60)}...` : what, () => {
      const problems = judgeDocument(mapping, document as Readonly<Record<string, unknown>>);
      assert.deepEqual(
        problems.map(({ path, effect }) => [path, effect]),
        says.map(([path, effect]) => [path, effect]),
      );
      for (const [at, { reason }] of problems.entries()) assert.match(reason, says[at]?.[2] ?? /^$/);
    });
  }
  test('a strict mapping refuses what it does not know, inside objects too', () => {
    const strict = { ...mapping, dynamic: 'strict' };
    assert.deepEqual(
      judgeDocument(strict, { other: 1, git: { author: 'x' } }).map(({ path, effect }) => [path, effect]),
      [
        ['other', 'refused'],
        ['git.author', 'refused'],
      ],
    );
  });
  test('a mapping that says nothing takes what it does not know', () => {
    assert.deepEqual(judgeDocument({}, { other: 1 }), []);
  });
});
