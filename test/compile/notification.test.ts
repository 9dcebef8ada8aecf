import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  goTemplate,
  notificationTemplate,
  notificationTexts,
  templateCall,
} from '../../src/compile/notification.ts';
import { partsOf } from '../../src/compile/notification-parts.ts';
import { Failure } from '../../src/model/failure.ts';
import type { NotificationText } from '../../src/model/routing.ts';
import { amtool, withFiles, withoutAmtool } from '../support/amtool.ts';

// The texts as amtool renders them, from what Alertmanager would hand it.

const links = { grafana: 'https://g.example', runbooks: 'https://r.example/runbooks/' };

interface Data {
  readonly alerts: readonly object[];
  readonly common: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const labels = {
  alertname: 'GateFailuresHigh',
  severity: 'high',
  level: '2',
  subject: 'quality-gates',
  environment: 'production',
};
const firing = (annotations: Readonly<Record<string, string>>, change: object = {}) => ({
  status: 'firing',
  labels: { ...labels, ...change },
  annotations,
  startsAt: '2025-03-01T12:00:00+02:00',
  endsAt: '0001-01-01T00:00:00Z',
});
const over = (annotations: Readonly<Record<string, string>>) => ({
  ...firing(annotations),
  status: 'resolved',
  endsAt: '2025-03-01T10:20:00Z',
});
const one: Data = {
  alerts: [
    firing({
      summary: '21 % of checks fail.',
      description: 'The limit is 20 %.',
      dashboard_url: '/d/operations?viewPanel=7',
      runbook_url: 'alerts/runbooks/GateFailuresHigh.md',
    }),
  ],
  common: labels,
  annotations: { summary: '21 % of checks fail.' },
};
const several: Data = {
  alerts: [
    firing({ summary: 'One.' }),
    firing({ summary: 'Two.', runbook_url: 'https://r/2' }, { alertname: 'Other' }),
  ],
  common: { subject: 'quality-gates', environment: 'production' },
};
const ended: Data = { ...one, alerts: [over({ summary: '21 % of checks fail.' })] };
const bare: Data = { alerts: [firing({ summary: 'x' }), firing({ summary: 'y' })], common: {} };

async function rendered(
  text: NotificationText,
  { alerts, common, annotations = {} }: Data,
  template?: string,
): Promise<string> {
  const data = {
    receiver: 'x',
    status: 'firing',
    alerts,
    groupLabels: {},
    commonLabels: common,
    commonAnnotations: annotations,
    externalURL: 'https://am',
  };
  const files = {
    't.tmpl': template ?? notificationTemplate(text, 'alertmanager', links),
    'data.json': JSON.stringify(data),
  };
  return withFiles(files, (folder) => {
    const { ok, output } = amtool(
      'template',
      'render',
      `--template.glob=${join(folder, '*.tmpl')}`,
      `--template.text=${templateCall(text)}`,
      `--template.data=${join(folder, 'data.json')}`,
    );
    assert.ok(ok, output);
    return output;
  });
}

const table: readonly (readonly [sentence: string, text: NotificationText, data: Data, expected: string])[] =
  [
    ['a title says how bad, what and where', 'title', one, '[HIGH] GateFailuresHigh in production'],
    [
      'a title of several counts them',
      'title',
      several,
      '[FIRING] 2 alerts about quality-gates in production',
    ],
    ['a title says that it is over', 'title', ended, '[OVER] GateFailuresHigh in production'],
    ['a title of alerts that share nothing', 'title', bare, '[FIRING] 2 alerts'],
    ['a page is its summary', 'page', one, '21 % of checks fail. (production)'],
    ['a page of several counts them', 'page', several, '2 alerts about quality-gates (production)'],
    [
      'a message says what is known of an alert',
      'message',
      one,
      `21 % of checks fail.
The limit is 20 %.
GateFailuresHigh, high, level 2, in production since 2025-03-01 10:00 UTC
What to do: https://r.example/runbooks/GateFailuresHigh.md
What it looks like: https://g.example/d/operations?viewPanel=7
Keep it quiet: https://am/#/silences/new?filter=%7Balertname%3D%22GateFailuresHigh%22%2Cenvironment%3D%22production%22%7D

`,
    ],
    [
      'a message says what is over',
      'message',
      ended,
      'Over at 2025-03-01 10:20 UTC: GateFailuresHigh in production. 21 % of checks fail.\n',
    ],
    [
      'a digest is a list',
      'digest',
      several,
      'Nothing is broken. When there is time, in production:\n\n- One.\n- Two. How: https://r/2\n',
    ],
    [
      'executives read what they have to decide',
      'executive',
      { ...one, common: { environment: 'production' } },
      `A critical incident in production is still not over. Engineers of all levels are on it.

21 % of checks fail.
Where it stands: https://g.example/d/operations?viewPanel=7

Three things wait for you: what customers are told, who else is put on it, and who hears what it does to the business.
`,
    ],
    [
      'executives read that it is over',
      'executive',
      ended,
      'The critical incident in production is over. What was learned from it follows in its review.\n',
    ],
  ];

describe('notifications', { skip: withoutAmtool }, () => {
  for (const [sentence, text, data, expected] of table)
    test(sentence, async () => assert.equal(await rendered(text, data), expected));

  test('Grafana says the same, with links of its own', async () => {
    // amtool has no links to Grafana: any other address stands in for them.
    const ours = notificationTemplate('message', 'grafana', links).replaceAll(
      /\.(SilenceURL|DashboardURL)/g,
      '.GeneratorURL',
    );
    const linked = { ...one, alerts: one.alerts.map((alert) => ({ ...alert, generatorURL: 'https://g' })) };
    assert.equal(
      await rendered('message', linked, ours),
      `21 % of checks fail.
The limit is 20 %.
GateFailuresHigh, high, level 2, in production since 2025-03-01 10:00 UTC
What to do: https://r.example/runbooks/GateFailuresHigh.md
What it looks like: https://g
Keep it quiet: https://g

`,
    );
    const unmarked = { ...linked, alerts: one.alerts };
    assert.match(
      await rendered('message', unmarked, ours),
      /^What it looks like: https:..g\.example.d.operations\?viewPanel=7$/m,
    );
    for (const text of ['title', 'page', 'digest'] as const)
      assert.equal(
        notificationTemplate(text, 'grafana', links),
        notificationTemplate(text, 'alertmanager', links),
      );
  });
});

test('every template is a text, and every text has its template', () => {
  const files = readdirSync(new URL('../../src/compile/templates/', import.meta.url)).map((file) =>
    file.replace('.hbs', ''),
  );
  assert.deepEqual(files.sort(), [...notificationTexts]);
});

test('Grafana reads no variable in a text: there is no dollar sign', () => {
  for (const text of notificationTexts)
    assert.doesNotMatch(notificationTemplate(text, 'grafana', links), /\$/);
});

describe('a text that makes no sense does not build', () => {
  const parts = partsOf('alertmanager', links);
  const fails = (source: string, why: RegExp) =>
    assert.throws(
      () => goTemplate('a.hbs', source, parts),
      (error) =>
        error instanceof Failure &&
        error.message === 'a.hbs does not compile' &&
        why.test(error.detail.why ?? ''),
    );

  test('a name that means nothing', () => fails('{{sumary}}', /"sumary" not defined/));
  test('one that means something of an alert only, outside of the list', () =>
    fails('{{since}}', /"since" not defined/));
  test('one in a condition', () => fails('{{#when sumary}}x{{/when}}', /a name that means nothing/));
  test('a list that is none', () => fails('{{#forEach name}}x{{/forEach}}', /is no list/));
  test('a block that is not closed', () => fails('{{#when summary}}x', /Parse error/));
  test('a block of another sort', () => fails('{{#each firing}}x{{/each}}', /each/));
  test('and it says what may be used', () =>
    assert.throws(
      () => goTemplate('a.hbs', '{{x}}', parts),
      (error: Failure) => /it may use count, environment, firing, name/.test(error.detail.next),
    ));
});
