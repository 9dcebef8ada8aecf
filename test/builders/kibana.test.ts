import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { kibanaDashboard, reading } from '#lib';
import { parseKql } from '../../src/kql/parse.ts';
import { printKql } from '../../src/kql/print.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Kql } from '../../src/model/kql.ts';
import { content, everything } from '../support/kibana-specimen.ts';
import { logs } from '../support/log-specimen.ts';

const of = reading(logs);

describe('questions read aloud as KQL', () => {
  const cases: readonly (readonly [Kql, string])[] = [
    [of.is('level', 'ERROR'), 'level: "ERROR"'],
    [of.anyOf('status', 'failure'), 'status: "failure"'],
    [of.anyOf('status', 'failure', 'timeout'), 'status: ("failure" or "timeout")'],
    [of.above('duration_ms', 500), 'duration_ms > 500'],
    [of.atLeast('cost', 0.5), 'cost >= 0.5'],
    [of.below('duration_ms', 5), 'duration_ms < 5'],
    [of.atMost('duration_ms', 5), 'duration_ms <= 5'],
    [of.exists('calls.module'), 'calls.module: *'],
    [of.phrase('message', 'not (yet)'), 'message: "not (yet)"'],
    [of.matching('message', 'time*'), 'message: time*'],
    [of.matching('command', '/task'), 'command: "/task"'],
    [
      of.all(of.is('level', 'ERROR'), of.all(of.exists('user_id'), of.not(of.exists('trace_id')))),
      'level: "ERROR" and user_id: * and not trace_id: *',
    ],
    [
      of.any(of.is('level', 'ERROR'), of.raw`cost > 1 and cost < 2`),
      'level: "ERROR" or (cost > 1 and cost < 2)',
    ],
  ];
  for (const [kql, text] of cases) test(text, () => assert.equal(printKql(kql.node), text));
});

describe('what means something to Kibana stands behind a backslash', () => {
  // By its grammar: \\ ( ) : < > " * { } between words, and the words that join them.
  for (const [pattern, text] of [
    ['{"a*', 'message: \\{\\"a*'],
    ['a}b:c*', 'message: a\\}b\\:c*'],
    ['(x) <y>*', 'message: \\(x\\) \\<y\\>*'],
    ['this and that*', 'message: this \\and that*'],
  ] as const)
    test(pattern, () => assert.equal(printKql(of.matching('message', pattern).node), text));
  test('a brace that stands for itself is read, and one that opens a nested query is refused', () => {
    assert.deepEqual(parseKql('message: a\\{b'), {
      node: { type: 'is', field: 'message', value: 'a{b' },
    });
    assert.ok('message' in parseKql('calls: {'));
    assert.ok('message' in parseKql('calls: { module: "x" }'));
  });
});

describe('what no type can say is refused with what to write next', () => {
  const another = reading({ ...logs, id: 'others' });
  const cases: Readonly<Record<string, readonly [() => unknown, RegExp]>> = {
    'a question to another view': [
      // The compiler refuses it already: test/types/kibana.ts.
      () => of.count({ where: another.is('level', 'ERROR') as Kql as Kql<'logs'> }),
      /a question about others is put to the lines of logs/,
    ],
    'a field that is not indexed': [() => of.exists('stack_trace'), /stack_trace of logs cannot be searched/],
    'a pattern that matches everything': [() => of.matching('message', '*'), /does not say what to look for/],
    'a pattern whose blanks would be lost': [
      () => of.matching('message', 'a* '),
      /does not say what to look/,
    ],
    'a percentile of 100': [() => of.percentile('duration_ms', 100), /there is no percentile 100/],
    'a warning behind what it warns of': [
      () =>
        of.metric({
          title: 'A',
          description: 'A?',
          value: of.count(),
          thresholds: { worse: 'above', warning: 0.9, critical: 0.1 },
        }),
      /warns at 0\.9 and is critical at 0\.1, where above is worse/,
    ],
    'a panel wider than the grid': [
      () => of.metric({ title: 'A', description: 'A?', value: of.count(), width: 99 }),
      /A is 99 columns wide/,
    ],
    'bounds that fall': [() => of.ranges('duration_ms', [5, 5, 1]), /do not rise: 5, 5, 1/],
    'an id that no address takes': [
      () => kibanaDashboard({ ...everything, id: 'Über', rows: [] }),
      /cannot have the id "Über"/,
    ],
  };
  for (const [name, [act, message]] of Object.entries(cases))
    test(name, () =>
      assert.throws(
        act,
        (error) => error instanceof Failure && message.test(error.message) && error.detail.next !== '',
      ),
    );
});

describe('names and units follow from the fields', () => {
  test('a number of milliseconds knows that it is one', () =>
    assert.equal(of.average('duration_ms').unit, 'milliseconds'));
  test('how many different values there are has no unit', () =>
    assert.equal(of.uniqueCount('duration_ms').unit, undefined));
  test('a percentile is called by its field', () =>
    assert.equal(of.percentile('duration_ms', 95).label, 'duration_ms, p95'));
  test('a quotient is called by its parts', () =>
    assert.equal(of.ratio(of.count({ label: 'Errors' }), of.count()).label, 'Errors of Lines'));
});

describe('panels flow over 48 columns, below the title of their row', () => {
  const [dashboard] = content.dashboards;
  test('each row begins with its title, over the whole width', () => {
    const headings = dashboard?.panels.filter(({ panel }) => panel.type === 'prose' && panel.isHeading) ?? [];
    assert.deepEqual(
      headings.map(({ panel, at }) => [panel.title, at.x, at.w, at.h]),
      [
        ['Numbers', 0, 48, 3],
        ['Charts', 0, 48, 3],
      ],
    );
  });
  test('beside the first title stands where charts lead to, for the time that the dashboard opens with', () => {
    const [first, second] = (dashboard?.panels ?? []).flatMap(({ panel }) =>
      panel.type === 'prose' && panel.isHeading ? [panel.markdown] : [],
    );
    assert.equal(first, '### Numbers · [Elsewhere](https://grafana.example/d/x?from=now-24h&to=now)');
    assert.equal(second, '### Charts');
  });
  test('every line is filled', () => {
    const lines = new Map<number, number>();
    for (const { at } of dashboard?.panels ?? []) lines.set(at.y, (lines.get(at.y) ?? 0) + at.w);
    assert.deepEqual([...new Set(lines.values())], [48]);
  });
});
