import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../../src/compile/compile.ts';
import { Failure } from '../../src/model/failure.ts';
import { dashboard, project } from '../checks/fixture.ts';

test('two outputs of one path are refused, whatever the checks said', () => {
  const files = (...names: readonly string[]) => names.map((name) => ({ name, groups: [] }));
  assert.throws(
    () => compile(project({ rules: files('commands', 'Commands') })),
    (error) =>
      error instanceof Failure &&
      /^two outputs are called generated\/prometheus\/rules\/[cC]ommands\.rules\.yml: /.test(error.message) &&
      error.message.includes('the rule file commands') &&
      error.message.includes('the rule file Commands'),
  );
  assert.throws(
    () => compile(project({ dashboards: [dashboard(), dashboard()] })),
    /those of the dashboard operations and of the dashboard operations/,
  );
  assert.doesNotThrow(() => compile(project({ rules: files('commands', 'sessions') })));
});
