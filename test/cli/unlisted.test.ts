import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlisted } from '../../src/cli/unlisted.ts';

const file = (path: string, text = '') => ({ path, text });
const listed = [
  file('alerts/index.ts', "export * from './users.ts';\n"),
  file('alerts/users.ts', "import { team } from './teams.ts';\n"),
  file('alerts/teams.ts', "import { oncall } from './shared/oncall.ts';\n"),
  file('alerts/shared/oncall.ts', "import { place } from '../places.ts';\n"),
  file('alerts/places.ts'),
];

test('what the list, or a listed file, imports is seen by the build', () => {
  assert.deepEqual(unlisted(listed), []);
});

test('a file that nobody imports is not', () => {
  assert.deepEqual(unlisted([...listed, file('alerts/sessions.ts')]), ['alerts/sessions.ts']);
});

test('nor is one that only such a file, or another folder, imports', () => {
  const more = [
    file('alerts/sessions.ts', "import { part } from './parts.ts';\n"),
    file('alerts/parts.ts'),
    file('dashboards/index.ts', "import { part } from '../alerts/parts.ts';\n"),
  ];
  assert.deepEqual(unlisted([...listed, ...more]), ['alerts/sessions.ts', 'alerts/parts.ts']);
});

test('a folder without a list has nothing to forget', () => {
  assert.deepEqual(unlisted([file('catalog/a.ts')]), []);
});
