import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { routing } from '../../alerts/routing.ts';
import { receiversFor } from '../../src/routing/evaluate.ts';
import { amtool, routed, withoutAmtool } from '../support/amtool.ts';

// The committed configuration, asked by the real amtool.

const file = join(
  fileURLToPath(new URL('../../', import.meta.url)),
  'generated/alertmanager/alertmanager.yml',
);
const usual = { alertname: 'A', environment: 'production', subject: 'commands' };

const table: Readonly<
  Record<string, readonly [labels: Readonly<Record<string, string>>, receivers: string]>
> = {
  'a critical alert pages support first': [
    { severity: 'critical', level: '1' },
    'incidents,critical-level-1',
  ],
  'a critical alert may begin with engineering': [
    { severity: 'critical', level: '2' },
    'incidents,critical-level-2',
  ],
  'a critical alert may begin with architecture': [
    { severity: 'critical', level: '3' },
    'incidents,critical-level-3',
  ],
  'a critical alert of security is not told to everybody': [
    { severity: 'critical', level: '1', subject: 'security' },
    'incidents,security',
  ],
  'nor is a high one': [{ severity: 'high', level: '2', subject: 'security' }, 'incidents,security'],
  'a high alert pages engineering': [{ severity: 'high', level: '2' }, 'incidents,high-level-2'],
  'a high alert may begin with support': [{ severity: 'high', level: '1' }, 'incidents,high-level-1'],
  'a high alert may begin with architecture': [{ severity: 'high', level: '3' }, 'incidents,high-level-3'],
  'a medium alert waits for the team': [{ severity: 'medium', level: '2' }, 'team'],
  'a low alert is read some day': [{ severity: 'low', level: '3' }, 'digest'],
  'what has gone on for too long is told to executives': [
    { severity: 'critical', level: 'executive' },
    'executive',
  ],
  'a trigger reaches a program and no person': [
    { severity: 'critical', level: '1', response: 'high_error_rate' },
    'responses',
  ],
  'the sign of life goes where its absence is noticed, from everywhere': [
    { alertname: 'Watchdog', severity: 'low', environment: 'staging' },
    'heartbeat',
  ],
  'nobody is paged for staging': [{ severity: 'critical', level: '1', environment: 'staging' }, 'sandbox'],
  'a trigger of staging changes nothing': [
    { severity: 'high', environment: 'staging', response: 'high_error_rate' },
    'sandbox',
  ],
  'an alert without an environment counts as one of production': [
    { severity: 'critical', level: '1', environment: '' },
    'incidents,critical-level-1',
  ],
  'an alert without a level is paged all the same': [{ severity: 'critical' }, 'incidents,critical-level-1'],
  'an alert that nobody thought of is told to those who can mend the routes': [{}, 'unrouted'],
};

describe('the routing tree', { skip: withoutAmtool }, () => {
  test('is accepted by amtool, with its templates', () => {
    const { ok, output } = amtool('check-config', file);
    assert.ok(ok, output);
    assert.match(output, new RegExp(`${routing.receivers.length} receivers`));
    assert.match(output, /1 templates\n\s+SUCCESS/);
  });
  for (const [sentence, [labels, expected]] of Object.entries(table))
    test(sentence, () => assert.equal(routed(file, { ...usual, ...labels }).join(), expected));
});

test('every severity of every level reaches somebody, and the evaluator says the same as amtool', {
  skip: withoutAmtool,
}, () => {
  for (const severity of ['critical', 'high', 'medium', 'low'])
    for (const level of ['1', '2', '3', 'executive']) {
      const labels = { ...usual, severity, level };
      const found = routed(file, labels);
      assert.ok(!found.includes('unrouted'), JSON.stringify(labels));
      assert.deepEqual(receiversFor(routing.root, labels), found);
    }
});

test('the response times of the specification are what the pace of a route follows from', () => {
  const paces = routing.root.routes
    .filter(({ matchers }) => matchers.some(({ label, op }) => label === 'severity' && op === '='))
    .map(({ matchers, pace }) => [matchers[0]?.value, ...Object.values(pace ?? {})].join(' '));
  assert.deepEqual(paces, ['critical 10s 1m 30m', 'high 30s 3m 90m', 'medium 2m 12m 6h', 'low 8m 48m 1d']);
});
