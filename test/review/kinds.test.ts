import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  ContactPointSpec,
  DatasourceSpec,
  FolderSpec,
  GrafanaRule,
  GrafanaSpecs,
  LibraryPanelSpec,
  MuteTimingSpec,
  PolicySpec,
  RuleGroupSpec,
  TemplateSpec,
} from '../../src/model/resource.ts';
import { edits } from '../../src/review/edits.ts';
import { sentence } from '../../src/review/sentence.ts';

type Row<Spec> = readonly [change: Partial<Spec>, ...sentences: string[]];

/** Each row replaces members of a resource and says what is told of that. */
function table<Kind extends keyof GrafanaSpecs>(
  kind: Kind,
  before: GrafanaSpecs[Kind],
  rows: readonly Row<GrafanaSpecs[Kind]>[],
): void {
  describe(`what differs in a ${kind}, in words`, () => {
    for (const [change, ...sentences] of rows)
      it(sentences.join('; '), () =>
        assert.deepEqual(edits(kind, before, { ...before, ...change }).map(sentence), sentences),
      );
  });
}

const folder: FolderSpec = { uid: 'team', title: 'Team' };
table('folder', folder, [
  [{ title: 'The team' }, 'title changed from "Team" to "The team"'],
  [{ parentUid: 'all' }, 'folder moved from no folder to folder all'],
  [{ uid: 'crew' }, 'uid changed from team to crew'],
]);

const datasource: DatasourceSpec = {
  uid: 'logs',
  name: 'Logs',
  type: 'elasticsearch',
  access: 'proxy',
  url: 'http://logs:9200',
  isDefault: false,
  basicAuth: true,
  basicAuthUser: { env: 'LOGS_USER' },
  jsonData: { index: 'app-*', timeField: '@timestamp' },
  secureJsonData: { basicAuthPassword: { env: 'LOGS_PASSWORD' } },
};
table('datasource', datasource, [
  [{ url: 'https://logs:9200' }, 'address changed from http://logs:9200 to https://logs:9200'],
  [{ isDefault: true }, 'default changed from false to true'],
  [{ basicAuthUser: { env: 'READER' } }, 'user changed: from LOGS_USER → from READER'],
  [
    { secureJsonData: { basicAuthPassword: { env: 'SECRET' }, token: { env: 'TOKEN' } } },
    'secret basicAuthPassword changed: from LOGS_PASSWORD → from SECRET',
    'secret token added: from TOKEN',
  ],
  [{ secureJsonData: {} }, 'secret basicAuthPassword removed, was from LOGS_PASSWORD'],
  [
    { jsonData: { index: 'app-*', timeField: 'time', nested: { env: 'x' } } },
    'jsonData.nested added: {"env":"x"}',
    'jsonData.timeField changed from @timestamp to time',
  ],
]);

const library: LibraryPanelSpec = {
  uid: 'load',
  name: 'Load',
  folderUid: 'team',
  model: {
    type: 'stat',
    title: 'Load',
    targets: [{ refId: 'A', expr: 'load' }],
    gridPos: { x: 0, y: 0, w: 12, h: 8 },
  },
};
table('library-panel', library, [
  [{ name: 'The load' }, 'name changed from "Load" to "The load"'],
  [{ folderUid: 'ops' }, 'library panel moved from folder team to folder ops'],
  [
    { model: { ...library.model, targets: [{ refId: 'A', expr: 'load1' }] } },
    'query A: expression changed from load to load1',
  ],
  [{ model: { ...library.model, gridPos: { x: 1, y: 0, w: 12, h: 8 } } }, 'gridPos.x changed from 0 to 1'],
]);

const slack = {
  uid: 's',
  type: 'slack',
  settings: { recipient: '#ops', url: { env: 'SLACK_URL' } },
  disableResolveMessage: false,
};
const mail = {
  uid: 'm',
  type: 'email',
  settings: { addresses: 'a@example.org' },
  disableResolveMessage: false,
};
const contact: ContactPointSpec = { name: 'ops', integrations: [slack, mail] };
table('contact-point', contact, [
  [
    { integrations: [{ ...slack, settings: { recipient: '#sre', url: 'https://x' } }, mail] },
    'integration slack: recipient changed from #ops to #sre',
    'integration slack: url changed: from SLACK_URL → https://x',
  ],
  [
    { integrations: [{ ...slack, disableResolveMessage: true }, mail] },
    'integration slack: message when resolved changed from on to off',
  ],
  [{ integrations: [slack] }, 'integration email removed, was addresses a@example.org'],
  [
    { integrations: [slack, mail, { ...slack, uid: 's2' }] },
    'integration slack (uid s2) added: recipient #ops',
  ],
  [{ integrations: [mail, slack] }, 'integration email moved from behind integration slack to the start'],
  [{ integrations: [{ ...slack, uid: 'other' }, mail] }, 'integration slack: uid changed from s to other'],
]);

const template: TemplateSpec = {
  name: 'text',
  template: '{{ define "text" }}\n  {{ .Status }}\n{{ end }}\n',
};
table('template', template, [
  [
    { template: template.template.replace('.Status', '.Title') },
    'line 2 changed from {{ .Status }} to {{ .Title }}',
  ],
  [
    { template: template.template.replace('  {{ .Status }}\n', '  a\n\n  b\n') },
    'lines 2 to 4 changed from {{ .Status }} to a ↵  ↵ b',
  ],
  [{ template: '{{ define "text" }}\n{{ end }}\n' }, 'line 2 removed, was {{ .Status }}'],
  [
    { template: template.template.trimEnd() },
    String.raw`template changed from "{{ define \"text\" }}\n  {{ .Status }}\n{{ end }}\n" to "{{ define \"text\" }}\n  {{ .Status }}\n{{ end }}"`,
  ],
  [
    { template: template.template.replace('  {{', '\t{{') },
    String.raw`line 2 changed from "  {{ .Status }}" to "\t{{ .Status }}"`,
  ],
  [
    { template: template.template.replace('  {{ .Status }}', '') },
    'line 2 changed from {{ .Status }} to an empty line',
  ],
]);

const timing: MuteTimingSpec = {
  name: 'nights',
  time_intervals: [
    { times: [{ start_time: '22:00', end_time: '06:00' }], weekdays: ['monday:friday'], location: 'UTC' },
  ],
};
table('mute-timing', timing, [
  [
    {
      time_intervals: [
        {
          times: [{ start_time: '23:00', end_time: '06:00' }],
          weekdays: ['monday:friday'],
          location: 'Europe/Berlin',
        },
      ],
    },
    'interval 1: times changed from 22:00 until 06:00 to 23:00 until 06:00',
    'interval 1: time zone changed from UTC to Europe/Berlin',
  ],
  [
    { time_intervals: [...timing.time_intervals, { weekdays: ['saturday', 'sunday'] }] },
    'interval 2 added: saturday, sunday',
  ],
  [{ time_intervals: [] }, 'interval 1 removed, was 22:00 until 06:00, monday:friday, UTC'],
]);

const critical: PolicySpec = { receiver: 'pager', object_matchers: [['severity', '=', 'critical']] };
const team: PolicySpec = { receiver: 'chat', object_matchers: [['team', '=~', 'a|b']], routes: [critical] };
const policies: PolicySpec = {
  receiver: 'mail',
  group_by: ['alertname'],
  group_wait: '30s',
  routes: [critical, team],
};
table('policies', policies, [
  [{ receiver: 'chat' }, 'receiver changed from mail to chat'],
  [{ group_by: ['alertname', 'job'] }, 'grouped by changed from alertname to alertname, job'],
  [{ group_wait: '1m' }, 'wait before the first message changed from 30 s to 1 min'],
  [{ group_wait: '30000ms' }, 'wait before the first message written differently, means the same'],
  [
    { routes: [team, critical] },
    'route team=~"a|b" moved from behind route severity="critical" to the start',
  ],
  [{ routes: [team] }, 'route severity="critical" removed, was to pager'],
  [
    { routes: [critical, { ...team, routes: [{ ...critical, continue: true }] }] },
    'route team=~"a|b" › route severity="critical": continue added: true',
  ],
  [
    { routes: [{ ...critical, object_matchers: [['severity', '=', 'page']] }, team] },
    'route severity="page": matchers changed from severity="critical" to severity="page"',
  ],
  [{ routes: [critical, team, { receiver: 'void' }] }, 'route for everything added: to void'],
]);

const range = { from: 600, to: 0 };
const threshold = (limit: number, type = 'gt') => ({
  refId: 'C',
  datasourceUid: '__expr__',
  relativeTimeRange: { from: 0, to: 0 },
  model: {
    refId: 'C',
    type: 'threshold',
    expression: 'A',
    conditions: [{ evaluator: { type, params: [limit] } }],
  },
});
const failing: GrafanaRule = {
  uid: 'failing',
  title: 'Failing',
  condition: 'C',
  data: [
    {
      refId: 'A',
      datasourceUid: 'prometheus',
      relativeTimeRange: range,
      model: { refId: 'A', expr: 'rate(a[5m])' },
    },
    threshold(0.05),
  ],
  noDataState: 'NoData',
  execErrState: 'Error',
  for: '5m',
  labels: { severity: 'high', env: 'prod' },
  annotations: { summary: 'It fails.' },
  isPaused: false,
};
const slow: GrafanaRule = { ...failing, uid: 'slow', title: 'Slow' };
const group: RuleGroupSpec = { folderUid: 'team', title: 'service', interval: 60, rules: [failing, slow] };
const rule = (change: Partial<GrafanaRule>): Partial<RuleGroupSpec> => ({
  rules: [{ ...failing, ...change }, slow],
});
table('rule-group', group, [
  [{ interval: 300 }, 'evaluated every changed from 1 min to 5 min'],
  [{ folderUid: 'ops' }, 'rule group moved from folder team to folder ops'],
  [{ rules: [slow, failing] }, 'rule Slow moved from behind rule Failing to the start'],
  [{ rules: [failing] }, 'rule Slow removed'],
  [rule({ title: 'It fails' }), 'rule It fails: title changed from "Failing" to "It fails"'],
  [rule({ for: '10m' }), 'rule Failing: for changed from 5 min to 10 min'],
  [rule({ for: '300s' }), 'rule Failing: for written differently, means the same'],
  [rule({ for: '0s' }), 'rule Failing: for changed from 5 min to 0 s'],
  [
    rule({ labels: { severity: 'critical', env: 'prod', team: 'a' } }),
    'rule Failing: severity changed from high to critical',
    'rule Failing: label team added: a',
  ],
  [
    rule({ annotations: { summary: 'It burns.' } }),
    'rule Failing: annotation summary changed from "It fails." to "It burns."',
  ],
  [rule({ record: { metric: 'a:b' } } as never), 'rule Failing: record added: {"metric":"a:b"}'],
  [rule({ isPaused: true }), 'rule Failing: paused changed from false to true'],
  [rule({ noDataState: 'OK' }), 'rule Failing: state without data changed from NoData to OK'],
  [
    rule({ data: [{ ...failing.data[0], relativeTimeRange: { from: 3600, to: 0 } }, threshold(0.08)] }),
    'rule Failing › query A: time range changed from 10 min ago until now to 1 h ago until now',
    'rule Failing › expression C: threshold changed from above 0.05 to above 0.08',
  ],
  [
    rule({ data: [failing.data[0] as never, threshold(0.05, 'lt')] }),
    'rule Failing › expression C: threshold changed from above 0.05 to below 0.05',
  ],
  [
    rule({
      data: [
        { ...failing.data[0], model: { refId: 'A', expr: 'rate(b[5m])', intervalMs: 1000 } },
        threshold(0.05),
      ],
    }),
    'rule Failing › query A: expression changed from rate(a[5m]) to rate(b[5m])',
    'rule Failing › query A: model.intervalMs added: 1000',
  ],
]);

describe('what nobody knows', () => {
  const table: readonly (readonly [before: unknown, after: unknown, ...sentences: string[]])[] = [
    [{ a: { b: [1, { c: 'x' }] } }, { a: { b: [1, { c: 'y' }] } }, 'a.b[1].c changed from x to y'],
    [{ a: [1] }, { a: [1, 2] }, 'a changed from [1] to [1,2]'],
    [{ a: 5 }, { a: '5' }, 'a changed from 5 to "5"'],
    [{ a: null }, {}, 'a removed, was null'],
    [{ a: undefined }, {}],
    [undefined, { a: 1 }, 'robot added: {"a":1}'],
    [[1], [2], 'robot changed from [1] to [2]'],
  ];
  for (const [before, after, ...sentences] of table)
    it(sentences.join('; ') || 'a member that is undefined is none', () =>
      assert.deepEqual(edits('robot', before, after).map(sentence), sentences),
    );
});
