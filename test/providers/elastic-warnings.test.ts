import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fits, overlap } from '../../src/model/index-pattern.ts';
import { conflicts, mappedFields } from '../../src/providers/elasticsearch/mapped-fields.ts';
import { startElasticsearch } from '../contract/elasticsearch/elasticsearch.ts';
import { startKibana } from '../contract/kibana/kibana.ts';
import type { Version } from '../contract/kibana/profile.ts';
import { deploy, type Given, planned } from '../deploy/elastic/deployment.ts';

describe('patterns of indices', () => {
  for (const [one, two, meet] of [
    ['logs-*', 'logs-2026', true],
    ['logs-*', 'logs', false],
    ['*-a', 'b-*', true],
    ['*', 'anything', true],
    ['logs-*', 'logs-error-*', true],
    ['logs-*', 'traces-*', false],
    ['a*b', 'ab', true],
    ['a*b', 'a*c', false],
    ['', '', true],
  ] as const)
    test(`${one} and ${two} ${meet ? 'meet' : 'have no name in common'}`, () => {
      assert.equal(overlap(one, two), meet);
      assert.equal(overlap(two, one), meet);
    });
  test('a name fits its pattern', () => assert.ok(fits('logs-*', 'logs-2026.11.23')));
});

describe('mappings that cannot both be right', () => {
  const fields = (properties: unknown) => mappedFields({ properties } as never);
  for (const [sentence, was, is, expected] of [
    [
      'the same field with two types',
      { a: { type: 'long' } },
      { a: { type: 'keyword' } },
      [['a', 'long', 'keyword']],
    ],
    [
      'a field that becomes an object',
      { a: { type: 'keyword' } },
      { a: { properties: { b: { type: 'long' } } } },
      [['a', 'keyword', 'object']],
    ],
    [
      'an object that becomes a field',
      { a: { properties: { b: { type: 'long' } } } },
      { a: { type: 'keyword' } },
      [['a', 'object', 'keyword']],
    ],
    [
      'a field of a field',
      { a: { type: 'text', fields: { raw: { type: 'keyword' } } } },
      { a: { type: 'text', fields: { raw: { type: 'long' } } } },
      [['a.raw', 'keyword', 'long']],
    ],
    ['a field that is new', {}, { a: { type: 'keyword' } }, []],
  ] as const)
    test(sentence, () =>
      assert.deepEqual(
        conflicts(fields(was), fields(is)).map((one) => [one.field, one.was, one.is]),
        expected,
      ),
    );
});

/** Messages and next steps of what a plan warns of. */
async function warned(
  arrange: (place: {
    readonly cluster: Awaited<ReturnType<typeof startElasticsearch>>;
    readonly kibana: Awaited<ReturnType<typeof startKibana>>;
    readonly given: Given;
  }) => Promise<Given> | Given,
  version: Version = '9.5',
): Promise<readonly string[]> {
  const cluster = await startElasticsearch({ version: '9.5' });
  const kibana = await startKibana({ version });
  try {
    const given = await arrange({
      cluster,
      kibana,
      given: {
        elasticsearch: { url: cluster.url, key: cluster.keys.admin },
        kibana: { url: kibana.url, key: kibana.keys.admin },
        state: {},
      },
    });
    const before = cluster.writes().length + kibana.writes().length;
    const { warnings } = await planned(given);
    assert.equal(cluster.writes().length + kibana.writes().length, before, 'by reading alone');
    return warnings.map(({ message, next, isGrave }) => `${isGrave ? 'GRAVE ' : ''}${message} | ${next}`);
  } finally {
    await cluster.close();
    await kibana.close();
  }
}

describe('a plan warns', () => {
  test('of nothing where all is well', async () => assert.deepEqual(await warned(({ given }) => given), []));
  test('of a red cluster, most earnestly, with the command that says why', async () => {
    const [one] = await warned(({ cluster, given }) => {
      cluster.store.health = 'red';
      return given;
    });
    assert.match(
      one ?? '',
      /^GRAVE the cluster contract is red: .* \| curl '.*\/_cat\/indices\?health=red&v', to see which/,
    );
  });
  test('of what it may not look at, and shows the rest', async () => {
    const [one] = await warned(({ cluster, given }) => ({
      ...given,
      elasticsearch: { url: cluster.url, key: cluster.keys.blinkered },
    }));
    assert.match(
      one ?? '',
      /^it is not known whether the cluster is well: action \[cluster:monitor\/health\] is unauthorized/,
    );
  });
  test('of a field that an existing index has with another type, once for all its indices', async () => {
    const all = await warned(async ({ cluster, given }) => {
      for (const day of ['21', '22', '23'])
        cluster.byHand.index(`logs-2026.11.${day}`, {
          properties: { duration: { type: 'keyword' }, level: { type: 'keyword' } },
        });
      cluster.byHand.index('elsewhere', { properties: { duration: { type: 'keyword' } } });
      return given;
    });
    assert.equal(all.length, 1);
    assert.match(
      all[0] ?? '',
      /^logs-2026.11.23 and 2 more: the field duration is keyword there, and float in new indices of logs; searches over both fail on it \| wait for the next index .* or POST \/_reindex/,
    );
  });
  test('of such a field as long as the index is there, when everything is deployed too', async () => {
    const [one, ...more] = await warned(async ({ cluster, given }) => {
      await deploy(given);
      cluster.byHand.index('logs-old', { properties: { duration: { type: 'keyword' } } });
      return given;
    });
    assert.match(
      one ?? '',
      /^logs-old: the field duration is keyword there, and float in new indices of logs/,
    );
    assert.deepEqual(more, []);
  });
  test('of a template of somebody else that is used instead of ours, whenever it came', async () => {
    const [one, ...more] = await warned(async ({ cluster, given }) => {
      await deploy(given);
      cluster.byHand.indexTemplate('important', { index_patterns: ['logs-*'], priority: 900 });
      cluster.byHand.indexTemplate('humble', { index_patterns: ['logs-*'], priority: 100 });
      return given;
    });
    assert.match(
      one ?? '',
      /^new indices of logs that fit logs-\* are made from important, which is not ours and has a higher priority \(900 over 510\): they get its fields, shards and lifecycle \| give logs a priority above 900/,
    );
    assert.deepEqual(more, []);
  });
  test('of a template of somebody else with the same priority and patterns that meet ours', async () => {
    const [one, ...more] = await warned(({ cluster, given }) => {
      cluster.byHand.indexTemplate('theirs', { index_patterns: ['*-2026'], priority: 510 });
      cluster.byHand.indexTemplate('elsewhere', { index_patterns: ['metrics'], priority: 510 });
      return given;
    });
    assert.match(
      one ?? '',
      /^index-template logs will be refused: theirs, which is not ours, has the same priority 510 and patterns that meet it \(\*-2026\) \| give logs another priority/,
    );
    assert.deepEqual(more, []);
  });
  test('of a space that is not there and that nobody defines', async () => {
    const [one] = await warned(({ kibana, given }) => ({
      ...given,
      kibana: { url: kibana.url, key: kibana.keys.admin, space: 'team' },
    }));
    assert.match(one ?? '', /^GRAVE there is no space team, and no definition of it \| make it in Kibana/);
  });
  test('of a space in which the account has no rights', async () => {
    const [one] = await warned(({ kibana, given }) => {
      kibana.byHand.space('team');
      return { ...given, kibana: { url: kibana.url, key: kibana.keys.local, space: 'team' } };
    });
    assert.match(
      one ?? '',
      /^GRAVE the account of the target has no rights in the space team, .*"spaces": \["team"\]/,
    );
  });
  test('of an object that is too new for its server, and the import says so as well', async () => {
    const state = { late: true } as const;
    const [one] = await warned(({ given }) => ({ ...given, state }), '8.8');
    assert.match(
      one ?? '',
      /^saved-object lens\/late is too new for Kibana 8.8.2: it is written as of 8.9.0 \| upgrade Kibana, or compile lens\/late/,
    );
    assert.deepEqual(await warned(({ given }) => ({ ...given, state }), '8.19'), []);
    await warned(async ({ kibana, given }) => {
      const { outcome } = await deploy({ ...given, state });
      const late = outcome.results.find(({ ref }) => ref === 'saved-object/lens/late');
      assert.match(
        late?.why ?? '',
        /saved-object lens\/late is too new for Kibana 8.8.2: .*belongs to a more recent version of Kibana/,
      );
      assert.ok(
        kibana.store.objects.some(({ id }) => id === 'operations'),
        'the rest is there',
      );
      return { ...given, state: {} };
    }, '8.8');
  });
});
