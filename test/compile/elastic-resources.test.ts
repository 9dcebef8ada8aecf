import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ElasticTarget, elasticResources } from '../../src/compile/elastic-resources.ts';
import { refOf } from '../../src/model/resource.ts';
import { loggingSystem } from '../deploy/elastic/system.ts';

const project = loggingSystem({ dashboards: ['operations', 'details'], space: 'team' });
const plain: ElasticTarget = { kibana: true, dashboardsApi: false, ours: [] };
const needs = (of: Partial<ElasticTarget> = {}): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    elasticResources(project, { ...plain, ...of }).map((one) => [refOf(one), one.needs ?? []]),
  );

describe('what has to be there first', () => {
  for (const [ref, expected] of Object.entries({
    'snapshot-repository/archive': [],
    'snapshot-policy/daily': ['snapshot-repository/archive'],
    'lifecycle-policy/logs': ['snapshot-policy/daily'],
    'component-template/logs-settings': ['ingest-pipeline/logs', 'lifecycle-policy/logs'],
    'component-template/logs-mappings': [],
    'index-template/logs': ['component-template/logs-mappings', 'component-template/logs-settings'],
    'saved-object/search/errors': ['saved-object/index-pattern/logs'],
    // The two dashboards lead to each other: neither waits for the other.
    'saved-object/dashboard/operations': ['saved-object/index-pattern/logs', 'saved-object/tag/team'],
  }))
    test(`${ref} needs ${expected.join(' and ') || 'nothing'}`, () =>
      assert.deepEqual(needs()[ref], expected));
  test('objects need the space that they go to, where it is defined', () => {
    assert.deepEqual(needs({ space: 'team' })['saved-object/tag/team'], ['space/team']);
    assert.deepEqual(needs({ space: 'elsewhere' })['saved-object/tag/team'], []);
  });
  test('a dashboard of the dashboards API needs every data view, search and tag', () =>
    assert.deepEqual(needs({ dashboardsApi: true })['kibana-dashboard/operations'], [
      'saved-object/index-pattern/logs',
      'saved-object/search/errors',
      'saved-object/tag/team',
    ]));
});

describe('a dashboard that is defined in two ways', () => {
  const dashboards = (of: Partial<ElasticTarget>): readonly string[] =>
    Object.keys(needs(of)).filter((ref) => ref.includes('dashboard'));
  test('is a saved object where Kibana has not got the API', () =>
    assert.deepEqual(dashboards({}), [
      'saved-object/dashboard/operations',
      'saved-object/dashboard/details',
    ]));
  test('is a resource of the API where it has', () =>
    assert.deepEqual(dashboards({ dashboardsApi: true }), [
      'kibana-dashboard/operations',
      'kibana-dashboard/details',
    ]));
  test('goes on being what it was on a server that has got the API since', () =>
    assert.deepEqual(dashboards({ dashboardsApi: true, ours: ['saved-object/dashboard/operations'] }), [
      'saved-object/dashboard/operations',
      'kibana-dashboard/details',
    ]));
  test('is nothing where there is no Kibana', () => assert.deepEqual(dashboards({ kibana: false }), []));
});
