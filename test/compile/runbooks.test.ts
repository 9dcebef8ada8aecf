import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandSuccess } from '../../alerts/commands.ts';
import { gateCompliance } from '../../alerts/quality-gates.ts';
import { burnRunbooks } from '../../src/builders/burn-runbooks.ts';
import { ask } from '../../src/builders/runbook.ts';
import { runChecks } from '../../src/checks/run.ts';
import { limitsOf } from '../../src/compile/limits.ts';
import { runbookOutputs } from '../../src/compile/runbooks.ts';
import type { Project } from '../../src/model/project.ts';
import { parse } from '../../src/promql/parse.ts';
import { print } from '../../src/promql/print.ts';
import { alerting, dashboard, panel, recording, ruled, text } from '../checks/fixture.ts';
import { branch, inhibition, receiver, routed, team } from '../checks/routed.ts';
import { book, withRunbooks } from '../checks/runbooks.ts';

const pageOf = (project: Project, alert = 'Alarm'): string => {
  const page = runbookOutputs(project).find(({ path }) => path === `alerts/runbooks/${alert}.md`);
  assert.ok(page, `there is a page for ${alert}`);
  return page.text;
};
/** The row of a table that begins with a name. */
const row = (page: string, name: string): string | undefined =>
  new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm').exec(page)?.[1];

const robot = receiver('robot', {
  integrations: [{ type: 'responder', url: 'http://robot/v1', token: { env: 'T' }, resolved: true }],
});
const share = recording(
  'environment:failures:ratio_rate5m',
  text('sum by (environment) (rate(framework_command_executions_total[5m]))', ['environment']),
);
const alarm = alerting(text('environment:failures:ratio_rate5m > 0.05 and count(up) >= 3', ['environment']), {
  for: '2m',
  keepFiringFor: '5m',
  labels: { severity: 'high' },
  annotations: {
    summary: '{{ $value | humanizePercentage }} of {{ $labels.environment }} fails.',
    dashboard_url: '/d/operations?viewPanel=1&var-environment={{ $labels.environment }}',
  },
  shownBy: { dashboard: 'operations', panel: 'rate' },
});
const project = withRunbooks(
  {
    ...routed(
      [branch(['severity="high"'], { receiver: robot, continue: true }), branch(['severity="high"'])],
      {
        rules: [share, alarm],
        routing: {
          receivers: [team, robot],
          inhibitions: [inhibition(['alertname="Fire"'], ['severity="high"'])],
        },
      },
    ),
    dashboards: [dashboard({ panels: [panel('up')] })],
  },
  [book('Alarm')],
);

describe('the page of an alert', () => {
  const page = pageOf(project);

  test('says in words when it fires, with the unit of what is compared', () =>
    assert.equal(
      row(page, 'Fires when'),
      '`environment:failures:ratio_rate5m` is above 0.05<br>and `count(up)` is at least 3',
    ));
  test('has its waits and the windows of the rules that it reads', () => {
    assert.equal(row(page, 'For'), '2m');
    assert.equal(row(page, 'Goes on for'), '5m');
    assert.equal(row(page, 'Looks back over'), '5m');
    assert.equal(row(page, '`environment:failures:ratio_rate5m`'), 'A number.');
  });
  test('names the people whom the routes lead to, and what keeps it quiet', () => {
    assert.match(
      row(page, 'Told') ?? '',
      /^\*\*team\*\*: Slack #a, 30s after it fires and every 1h while it does$/,
    );
    assert.equal(row(page, 'Quiet while'), '`alertname="Fire"` fires with the same environment');
  });
  test('tells programs apart from people', () => assert.match(page, /^- `robot` was told\. It acts\.$/m));
  test('links to the panel, without what only an alert can fill in', () =>
    assert.match(
      page,
      /^> \*\*high\*\*, level 2, shown by \[Operations › Rate\]\(http:\/\/grafana\/d\/operations\?viewPanel=1\)$/m,
    ));
  test('has the summary with names in place of figures', () =>
    assert.match(page, /^> \*value\* of \*environment\* fails\.$/m));
  test('has the prose, the queries and numbered steps', () => {
    for (const part of [
      '\nIt is down.\n\n## Impact\n',
      '## Impact\n\nNobody can work.\n',
      '1. **What is down?**\n\n   ```promql\n   up == 0\n   ```\n\n   What is listed.\n',
      '1. Start it.\n2. Say so.\n',
      '## Escalation\n\nIt begins with level 2, engineering. Soon.\n',
    ])
      assert.ok(page.includes(part), part);
  });
  test('says what to do before it explains the alert, for whoever was woken by it', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, [
      'Impact',
      'Mitigation',
      'Diagnosis',
      'What the automation already did',
      'Escalation',
      'The alert itself',
    ]);
    const steps = page.split('\n').findIndex((line) => line.startsWith('1. '));
    assert.ok(steps < 25, `the first step is on line ${steps}`);
  });
  test('has no empty lines beside each other, and one end of line at its end', () =>
    assert.doesNotMatch(page, /\n\n\n|\n\n$|[^\n]$/));
});

describe('what the page says of automation', () => {
  test('is nothing where nothing acts', () => assert.match(pageOf(project), /nothing was changed/));
  test('is what its response does, which pages nobody', () => {
    const acting = alerting('up == 0', { response: 'restart', labels: { response: 'restart' } });
    const page = pageOf(withRunbooks(ruled([acting]), [book('Alarm')], ['restart']));
    assert.match(page, /This alert is what sets off `restart`/);
    assert.match(page, /^`restart`:$/m);
    assert.match(page, /\| `restart` \| Starts it\. \| Not at all\. \|/);
    assert.match(page, /What was done\?\n\n```promql\nsum\(up\)\n```/);
    assert.match(page, /Nobody is paged by this alert/);
  });
  test('is what the response of another alert may have done', () => {
    const other = alerting('up == 1', {
      alert: 'Other',
      response: 'restart',
      labels: { response: 'restart' },
    });
    const page = pageOf(
      withRunbooks(
        ruled([alerting('up == 0'), other]),
        [book('Alarm', { responses: ['restart'] })],
        ['restart'],
      ),
    );
    assert.match(page, /^`restart`, set off by \[Other\]\(Other\.md\):$/m);
    assert.doesNotMatch(page, /sets off/);
  });
});

test('definitions of one name share a page, told apart by their labels', () => {
  const two = ruled([
    alerting('up == 0', { labels: { seen: 'here', severity: 'high' } }),
    alerting('up > 1', { labels: { seen: 'there', severity: 'high' } }),
  ]);
  const page = pageOf(withRunbooks(two, [book('Alarm')]));
  for (const seen of ['here', 'there']) {
    assert.match(page, new RegExp(`^> \`seen="${seen}"\`: `, 'm'));
    assert.match(page, new RegExp(`^### \`seen="${seen}"\`$`, 'm'));
  }
});

test('a runbook may say itself whom to call', () =>
  assert.match(
    pageOf(withRunbooks(ruled([alerting('up')]), [book('Alarm', { escalation: 'Call Ada.' })])),
    /## Escalation\n\nCall Ada\.\n/,
  ));

test('pages are listed by severity', () => {
  const list = runbookOutputs(project).find(({ path }) => path === 'alerts/runbooks/README.md');
  assert.match(
    list?.text ?? '',
    /## high\n[\s\S]*\| \[Alarm\]\(Alarm\.md\) \| \*value\* of \*environment\* fails\. \|/,
  );
});

test('without runbooks nothing is written', () =>
  assert.deepEqual(runbookOutputs(ruled([alerting('up')])), []));

describe('limits in words', () => {
  const cases: Readonly<
    Record<string, readonly [expr: string, unit: 'ratio' | 'seconds' | 'count', says: string]>
  > = {
    'a share': ['a > 0.05', 'ratio', '`a` is above 5 %'],
    milliseconds: ['a > 0.2', 'seconds', '`a` is above 200 ms'],
    minutes: ['a >= 300', 'seconds', '`a` is at least 5 min'],
    'two that must hold': ['a > 1 and b < 2', 'count', '`a` is above 1<br>and `b` is below 2'],
    'either of two, and a third': [
      '(a > 1 or b > 1) and c > 2',
      'count',
      '(`a` is above 1<br>or `b` is above 1)<br>and `c` is above 2',
    ],
    'one series with another': ['a > 2 * b', 'count', '`a` is above `2 * b`'],
    'what is there without a limit': ['absent(a)', 'count', '`absent(a)`'],
    'a comparison that is computed with': ['(a > bool 0) == 0', 'count', '`a > bool 0` is exactly 0'],
  };
  for (const [sentence, [expr, unit, says]] of Object.entries(cases))
    test(sentence, () => {
      const node = parse(expr);
      assert.ok(node.type !== 'problem');
      assert.equal(
        limitsOf(node, unit, () => undefined),
        says,
      );
    });
  test('a recorded series has the unit of its rule, wherever it stands', () => {
    const node = parse('a > 1 and b > 0.5');
    assert.ok(node.type !== 'problem');
    assert.match(
      limitsOf(node, 'count', (name) => (name === 'b' ? 'ratio' : undefined)),
      /`b` is above 50 %/,
    );
  });
});

describe('runbooks of an objective', () => {
  const spec = {
    meaning: 'Counted are commands.',
    impact: 'Users wait.',
    diagnosis: [ask('Which?', commandSuccess.bad, 'One.')],
    mitigation: ['Repair it.'],
  } as const;
  const [fast, slow, ticket] = burnRunbooks(commandSuccess, spec);

  test('there is one for each speed, with its own figures', () => {
    assert.match(
      fast?.meaning ?? '',
      /99\.9 % over 30d, so 0\.1 % may be bad.*14\.4 times.*over 1h.*last 5m\. Counted/,
    );
    // 2 % of the budget of 720 hours in one, and 50 hours for all of it.
    assert.match(fast?.impact ?? '', /^Users wait\. .* 1h costs 2 % of the budget.*gone after 50h\.$/);
    assert.match(slow?.impact ?? '', / 6h costs? 5 % .*gone after 5d\./);
    assert.match(
      ticket?.meaning ?? '',
      /more than 3 times .* over 1d .*, or faster than it can last over 3d/,
    );
    assert.match(ticket?.impact ?? '', / 1d costs 10 % .*gone after 10d\./);
  });
  test('they ask what is bad now first, and for the budget and the pace over their own windows last', () => {
    const queries = ticket?.diagnosis.map(({ query }) => print(query.node)) ?? [];
    assert.match(queries[0] ?? '', /sli_bad.* \/ \(.*sli_total.* > 0\)/);
    assert.match(queries[2] ?? '', /error_budget_left/);
    assert.deepEqual(
      [...(queries[3] ?? '').matchAll(/ratio_rate(\w+)\{[^}]*\} \/ 0\.001/g)].map(([, window]) => window),
      ['1d', '2h', '3d', '6h'],
    );
  });
  test('an objective without a fast alert has no page for it', () =>
    assert.deepEqual(
      burnRunbooks(gateCompliance, spec).map(({ alert }) => alert),
      ['FrameworkQualityGatesBudgetBurnSlow', 'FrameworkQualityGatesBudgetBurnTicket'],
    ));
});

test('a query of a runbook is checked like any other, and underlined', () => {
  const broken = book('Alarm', {
    diagnosis: [{ ask: 'What?', query: text('rate(framework_health_status[5m])'), tells: 'x' }],
  });
  const problems = runChecks(withRunbooks(ruled([alerting('up')]), [broken]));
  const found = problems.find(({ check }) => check === 'rate-needs-counter');
  assert.equal(found?.path, 'alerts/runbooks/commands.ts › Alarm › What?');
  assert.equal(found?.query?.text.slice(...found.query.place), 'rate(framework_health_status[5m])');
});
