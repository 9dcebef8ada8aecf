import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { raw, record, ruleGroup, sum } from '#lib';
import { project } from '../../scripts/project.ts';
import { pictureDigest, readDrawn } from '../../src/compile/pictures.ts';
import type { Dashboard } from '../../src/model/dashboard.ts';

const template = (text: string) => Object.assign([text], { raw: [text] }) as TemplateStringsArray;

describe('a picture is as old as what it was drawn from', () => {
  const [dashboard] = project.dashboards as [Dashboard];
  const records = (...exprs: readonly string[]) => ({
    rules: [
      {
        name: 'some',
        groups: [
          ruleGroup({
            name: 'some',
            interval: '15s',
            rules: exprs.map((expr, at) =>
              record({ record: `a:b${at}:sum`, help: 'Some.', as: sum(raw('count', [])(template(expr))) }),
            ),
          }),
        ],
      },
    ],
  });
  const reads = (json: unknown): Dashboard => ({ ...dashboard, json: json as Dashboard['json'] });
  const digest = (json: unknown, ...exprs: readonly string[]) =>
    pictureDigest(reads(json), records(...exprs));
  const cases: Readonly<Record<string, readonly [string, string, 'same' | 'other']>> = {
    'keys in another order': [digest({ a: 1, b: 2 }), digest({ b: 2, a: 1 }), 'same'],
    'another panel': [digest({ a: 1 }), digest({ a: 2 }), 'other'],
    'a record that it reads': [digest({ a: 'a:b0:sum' }, 'up'), digest({ a: 'a:b0:sum' }, 'down'), 'other'],
    'a record that its record reads': [
      digest({ a: 'a:b0:sum' }, 'a:b1:sum', 'up'),
      digest({ a: 'a:b0:sum' }, 'a:b1:sum', 'down'),
      'other',
    ],
    'a record that it does not read': [
      digest({ a: 'a:b0:sum' }, 'up', 'up'),
      digest({ a: 'a:b0:sum' }, 'up', 'down'),
      'same',
    ],
  };
  for (const [sentence, [one, other, expected]] of Object.entries(cases))
    test(sentence, () => assert.equal(one === other ? 'same' : 'other', expected));
});

test('the pictures of this repository are those of its dashboards', () =>
  assert.deepEqual(
    readDrawn(process.cwd()),
    Object.fromEntries(project.dashboards.map((one) => [one.uid, pictureDigest(one, project)])),
  ));
