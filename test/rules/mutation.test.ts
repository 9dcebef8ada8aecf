import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { equivalents } from '../../scripts/mutation/equivalent.ts';
import { mutate, whereOf } from '../../scripts/mutation/mutation.ts';
import { project } from '../../scripts/project.ts';
import { mutantsOf } from '../../src/engine/mutants.ts';
import { withoutPromtool } from '../support/promtool.ts';

// `npm run mutate` tries every mistake; here it is some of them, the same each time, so that the suite stays quick.

/** A number that a text always has, and that tells nothing of the text. */
const lot = (text: string): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7);

/** The subjects whose every mistake a scenario notices. */
const complete = /alerts\/(sessions|security|telemetry)\.ts/;

test('a mistake in a rule is noticed by a scenario', { skip: withoutPromtool }, async (context) => {
  const fates = await mutate({
    project,
    chosen: (where, { what }) => complete.test(where) && lot(where + what) % 4 === 0,
    atOnce: availableParallelism(),
  });
  const unnoticed = fates
    .filter(({ noticed, because }) => !noticed && !because)
    .map(({ where, what }) => `${where}: ${what}`);
  context.diagnostic(`${fates.length - unnoticed.length} of ${fates.length} mistakes noticed`);
  assert.ok(fates.length >= 15, `${fates.length} mistakes are few`);
  assert.deepEqual(unnoticed, []);
});

test('what is listed as no mistake is still one that can be made', () => {
  const made = project.rules.flatMap(({ name, groups }) =>
    groups.flatMap(({ rules }) =>
      rules.flatMap((rule) => mutantsOf(rule).map(({ what }) => `${whereOf(name, rule)}: ${what}`)),
    ),
  );
  for (const { where, what } of equivalents)
    assert.ok(made.includes(`${where}: ${what}`), `${where}: ${what}`);
});

test('mistakes are made in limits, waits, windows, conditions and matchers', () => {
  const rules = project.rules.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
  const made = new Set(
    rules.flatMap((rule) => mutantsOf(rule).map(({ what }) => what.replaceAll(/[\d.]+/g, 'N'))),
  );
  for (const kind of [
    '> becomes <=',
    '> N becomes > N',
    '[Nm] becomes [Ns]',
    'for Nm is left out',
    'max becomes min',
  ])
    assert.ok(made.has(kind), kind);
});
