import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandSuccess } from '../../alerts/commands.ts';
import { gateCompliance } from '../../alerts/quality-gates.ts';
import { reachable, workbookBurns } from '../../src/builders/burns.ts';
import { secondsOf } from '../../src/model/duration.ts';
import { print } from '../../src/promql/print.ts';

const period = 30 * 86400;

describe('the table of burn rates', () => {
  // The shares of the budget that may be gone before somebody is told, as the workbook gives them.
  const spent = { '1h': 0.02, '6h': 0.05, '1d': 0.1, '3d': 0.1 };
  for (const { factor, long, short } of workbookBurns)
    test(`${factor} over ${long} is ${spent[long as keyof typeof spent] * 100} % of the budget`, () => {
      assert.equal(
        Number(((factor * secondsOf(long)) / period).toPrecision(6)),
        spent[long as keyof typeof spent],
      );
      assert.equal(secondsOf(long) / secondsOf(short), 12);
    });
});

describe('an objective of 99.9 % over 30 days', () => {
  const text = commandSuccess.alerts.map(({ query }) => print(query.node)).join('\n');

  // What another generator, sloth, writes for the same objective in the examples that it publishes.
  test('burns at the factors and over the windows that sloth writes', () => {
    const sloth = [
      ['1h', 14.4],
      ['5m', 14.4],
      ['6h', 6],
      ['30m', 6],
      ['1d', 3],
      ['2h', 3],
      ['3d', 1],
      ['6h', 1],
    ] as const;
    for (const [window, factor] of sloth) {
      const limit = Number((factor * 0.001).toPrecision(12));
      const series = `ratio_rate${window}{objective="command-success"} > ${limit}`;
      assert.ok(text.includes(series), series);
    }
    assert.equal(text.match(/ratio_rate\w+\{[^}]*\} > /g)?.length, sloth.length);
  });

  test('pages for the fast rows and writes tickets for the slow ones, as sloth does', () => {
    assert.deepEqual(
      commandSuccess.alerts.map(({ severity }) => severity),
      ['critical', 'high', 'medium'],
    );
  });
});

describe('an objective of 90 %', () => {
  test('has no row that even total failure could not reach', () => {
    assert.deepEqual(
      reachable(workbookBurns, 0.1).map(({ factor }) => factor),
      [6, 3, 1],
    );
    assert.deepEqual(
      gateCompliance.alerts.map(({ severity }) => severity),
      ['high', 'medium'],
    );
  });

  test('keeps every row of a stricter one', () => {
    assert.deepEqual(reachable(workbookBurns, 0.05), workbookBurns);
  });
});
