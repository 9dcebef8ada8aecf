import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { grafanaRuleGroups } from '../../src/compile/grafana-rules.ts';
import { alerting, health, project, recording, text } from '../checks/fixture.ts';

const critical = alerting('framework_health_status{component="api"} < 1', {
  alert: 'ApiDown',
  for: '1m',
  labels: { severity: 'critical', level: '1' },
  annotations: {
    dashboard_url: '/d/operations?viewPanel=12&var-environment={{ $labels.environment }}',
    summary: '{{ $labels.component }} is at {{ $value | humanize }}, not {{ $values }}.',
  },
});
const high = { ...critical, labels: { severity: 'high', level: '2' } };
const groups = (rules = [critical], name = 'health', interval = '15s') =>
  grafanaRuleGroups(
    project({
      rules: [
        { name: 'availability', groups: [{ name, interval, rules: [recording('a:b:c', health), ...rules] }] },
      ],
      prometheus: { ...project().prometheus, externalLabels: { environment: 'production', replica: 'a' } },
    }),
    'folder',
    'prometheus',
  );
const only = (rules = [critical]) => {
  const [rule] = groups(rules)[0]?.spec.rules ?? [];
  assert.ok(rule);
  return rule;
};

describe('alerts that Grafana evaluates', () => {
  test('ask once for the present, and fire for whatever is returned', () => {
    const [query, condition] = only().data;
    assert.deepEqual(query?.model, {
      refId: 'A',
      expr: 'framework_health_status{component="api"} < 1',
      instant: true,
      range: false,
      intervalMs: 1000,
      maxDataPoints: 43200,
    });
    assert.equal(query?.datasourceUid, 'prometheus');
    assert.equal(condition?.datasourceUid, '__expr__');
    assert.equal(only().condition, condition?.refId);
    assert.equal(only().noDataState, 'OK');
    assert.equal(only().execErrState, 'Error');
  });

  test('keep their name, their patience, and the number in their texts', () => {
    const { title, for: patience, annotations, uid } = only();
    assert.deepEqual([title, uid, patience], ['ApiDown', 'ApiDown', '1m']);
    assert.equal(
      annotations.summary,
      '{{ $labels.component }} is at {{ $values.A.Value | humanize }}, not {{ $values }}.',
    );
    assert.equal(only([alerting('up == 0')]).for, '0s');
    assert.deepEqual([annotations.__dashboardUid__, annotations.__panelId__], ['operations', '12']);
  });

  test('carry what Prometheus would have put on them, unless the query says it', () => {
    assert.deepEqual(only().labels, { environment: 'production', severity: 'critical', level: '1' });
    assert.deepEqual(only([alerting(text('up == 0', ['environment']))]).labels, {});
  });

  test('of one name have titles and uids of their own, which no neighbour moves', () => {
    const [one, other] = groups([critical, high])[0]?.spec.rules ?? [];
    assert.equal(one?.title, 'ApiDown (1, critical)');
    assert.equal(other?.title, 'ApiDown (2, high)');
    assert.match(one?.uid ?? '', /^ApiDown-1-critical-?-[0-9a-f]{8}$/);
    assert.notEqual(one?.uid, other?.uid);
    const [swapped] = groups([high, critical])[0]?.spec.rules ?? [];
    assert.equal(swapped?.uid, other?.uid);
  });

  test('stand in groups that are evaluated on a beat of ten seconds', () => {
    const of = (interval: string) => groups([critical], 'health', interval)[0]?.spec.interval;
    assert.deepEqual(['15s', '30s', '1m', '1s'].map(of), [20, 30, 60, 10]);
  });

  test('stand in groups that are named by file and group, and need their folder and their data source', () => {
    const [group] = groups();
    assert.equal(group?.id, 'folder/availability: health');
    assert.equal(group?.spec.title, 'availability: health');
    assert.deepEqual(group?.needs, ['folder/folder', 'datasource/prometheus']);
  });

  test('are alerts alone: a group that only records is none of Grafana’s', () => {
    assert.deepEqual(groups([]), []);
    assert.equal(groups()[0]?.spec.rules.length, 1);
  });
});
