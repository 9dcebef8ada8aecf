import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { elasticsearch } from '../../platform/elasticsearch.ts';
import { traceStores } from '../../platform/jaeger.ts';
import { audit, logStorage } from '../../platform/log-storage.ts';
import { newIndex } from '../../src/elasticsearch/new-index.ts';
import { classOf } from '../../src/model/log-storage.ts';

/** Days a document written last into an index is kept: its policy counts from when the index was made. */
function kept(index: string, period: number): number {
  const settings = newIndex(elasticsearch, index)?.settings as
    | { readonly index?: { readonly lifecycle?: { readonly name?: string } } }
    | undefined;
  const name = settings?.index?.lifecycle?.name;
  const policy = elasticsearch.find((one) => one.kind === 'lifecycle-policy' && one.id === name);
  assert.ok(policy?.kind === 'lifecycle-policy', index);
  return Number.parseInt(policy.spec.phases.delete?.min_age ?? '', 10) - period;
}

describe('the retention chapter of the specification', () => {
  const rules: readonly (readonly [what: string, index: string, days: number, period: number])[] = [
    ['debug logs', 'framework-logs-debug-2025.07.06', 7, 1],
    ['debug logs of performance', 'performance-logs-debug-2025.07.06', 7, 1],
    ['info and warn logs', 'framework-logs-2025.07.06', 30, 1],
    ['info and warn logs of performance', 'performance-logs-2025.07.06', 30, 1],
    ['error logs', 'framework-logs-error-2025.07.06', 90, 1],
    ['error logs of performance', 'performance-logs-error-2025.07.06', 90, 1],
    ['security logs, one year', 'framework-security-logs-2025.07', 365, 31],
    ['audit logs, seven years', 'framework-audit-logs-2025.07', 7 * 365 + 2, 31],
  ];
  for (const [what, index, days, period] of rules)
    test(`${what}: ${days} days`, () => assert.equal(kept(index, period), days));

  test('traces: detailed 7, sampled 30, with errors 90 days', () => {
    assert.deepEqual(
      traceStores.map(({ policy }) => {
        const found = elasticsearch.find(({ kind, id }) => kind === 'lifecycle-policy' && id === policy);
        assert.ok(found?.kind === 'lifecycle-policy', policy);
        assert.ok(found.spec.phases.hot?.actions.rollover, 'age counts from the last span');
        return found.spec.phases.delete?.min_age;
      }),
      ['7d', '30d', '90d'],
    );
  });

  test('snapshots: daily, kept for 90 days, in the bucket that is named', () => {
    const policy = elasticsearch.find((one) => one.kind === 'snapshot-policy');
    assert.ok(policy?.kind === 'snapshot-policy');
    assert.match(policy.spec.schedule, /^0 \d+ \d+ \* \* \?$/);
    assert.equal(policy.spec.retention.expire_after, '90d');
    const repository = elasticsearch.find(
      ({ kind, id }) => kind === 'snapshot-repository' && id === policy.spec.repository,
    );
    assert.deepEqual(
      repository?.kind === 'snapshot-repository' && [
        repository.spec.type,
        repository.spec.settings.bucket,
        repository.spec.settings.base_path,
      ],
      ['s3', 'monitoring-backups', 'elasticsearch'],
    );
  });

  test('the audit is in a snapshot before it is deleted', () => {
    const policy = elasticsearch.find(({ kind, id }) => kind === 'lifecycle-policy' && id === audit.name);
    assert.deepEqual(
      policy?.kind === 'lifecycle-policy' && policy.spec.phases.delete?.actions.wait_for_snapshot,
      { policy: 'daily-logs' },
    );
  });

  test('the two indices that are named have the shards and copies that are named', () => {
    for (const [name, shards] of [
      ['framework-logs', 5],
      ['performance-logs', 3],
    ] as const) {
      const at = newIndex(elasticsearch, `${name}-2025.07.06`);
      assert.equal(at?.template, name);
      const { index } = at.settings as {
        readonly index: { readonly number_of_shards: number; readonly number_of_replicas: number };
      };
      assert.equal(index.number_of_shards, shards);
      assert.equal(index.number_of_replicas, 1);
    }
  });
});

describe('the class of a document', () => {
  const cases: readonly (readonly [of: object, name: string])[] = [
    [{}, 'framework-logs'],
    [{ level: 'DEBUG' }, 'framework-logs-debug'],
    [{ level: 'LOUD', category: 'error' }, 'framework-logs'],
    [{ level: 'FATAL', category: 'coffee' }, 'framework-logs-error'],
    [{ level: 'FATAL', category: 'performance' }, 'performance-logs-error'],
    [{ level: 'DEBUG', category: 'audit' }, 'framework-audit-logs'],
    [{ category: 'security' }, 'framework-security-logs'],
  ];
  for (const [of, name] of cases)
    test(`${JSON.stringify(of)} is ${name}`, () => assert.equal(classOf(logStorage, of).name, name));
});
