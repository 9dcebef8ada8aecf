import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Elasticsearch, startElasticsearch } from '../contract/elasticsearch/elasticsearch.ts';
import type { Version as ClusterVersion } from '../contract/elasticsearch/profile.ts';
import { type Kibana, startKibana } from '../contract/kibana/kibana.ts';
import type { Version } from '../contract/kibana/profile.ts';
import { deploy, type Given, planned } from '../deploy/elastic/deployment.ts';

/** Releases that run together. */
const pairs: readonly (readonly [ClusterVersion, Version])[] = [
  ['8.8', '8.8'],
  ['8.19', '8.19'],
  ['9.5', '9.5'],
];

interface Arena {
  readonly cluster: Elasticsearch;
  readonly kibana: Kibana;
  readonly given: (state?: Given['state'], more?: Partial<Given>) => Given;
  readonly writes: () => number;
}

async function arena(
  [cluster, version]: readonly [ClusterVersion, Version],
  use: (arena: Arena) => Promise<void>,
): Promise<void> {
  const elasticsearch = await startElasticsearch({ version: cluster });
  const kibana = await startKibana({ version });
  try {
    await use({
      cluster: elasticsearch,
      kibana,
      given: (state = {}, more = {}) => ({
        elasticsearch: { url: elasticsearch.url, key: elasticsearch.keys.admin },
        kibana: { url: kibana.url, key: kibana.keys.admin },
        state,
        ...more,
      }),
      writes: () => elasticsearch.writes().length + kibana.writes().length,
    });
  } finally {
    await elasticsearch.close();
    await kibana.close();
  }
}

const failures = ({ outcome }: Awaited<ReturnType<typeof deploy>>): readonly string[] => [
  ...outcome.results
    .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged')
    .map(({ ref, why, next }) => `${ref}: ${why} (${next})`),
  ...(outcome.unclosed ? [outcome.unclosed.message] : []),
];
const actions = async (given: Given): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await planned(given)).plan.changes.map(({ ref, action }) => [ref, action]));
const boards = ['operations', 'details'];

for (const versions of pairs)
  describe(`Elasticsearch ${versions[0]} and Kibana ${versions[1]}: every kind of resource`, () => {
    const space = 'team';
    test('is created, is updated, and is then left alone', () =>
      arena(versions, async ({ cluster, kibana, given, writes }) => {
        const there = { url: kibana.url, key: kibana.keys.admin, space };
        const state = (revision: 1 | 2) => given({ revision, dashboards: boards, space }, { kibana: there });
        assert.deepEqual(failures(await deploy(state(1))), []);
        let before = writes();
        assert.ok((await deploy(state(1))).plan.changes.every(({ action }) => action === 'keep'));
        assert.equal(writes(), before, 'the second deployment writes nothing');
        assert.deepEqual(failures(await deploy(state(2))), []);
        before = writes();
        const again = await deploy(state(2));
        assert.deepEqual(
          again.plan.changes.filter(({ action }) => action !== 'keep').map(({ ref }) => ref),
          [],
        );
        assert.equal(writes(), before);
        assert.equal(cluster.store.indexTemplates.size, 2);
        assert.deepEqual(
          kibana.store.objects
            .filter(({ type }) => type === 'dashboard')
            .map(({ id, namespaces }) => [id, namespaces]),
          [
            ['details', ['team']],
            ['operations', ['team']],
          ],
        );
      }));
    test('is planned by reading alone', () =>
      arena(versions, async ({ given, writes }) => {
        await planned(given());
        assert.equal(writes(), 0);
      }));
    test('is removed again, and nothing of others with it', () =>
      arena(versions, async ({ cluster, kibana, given }) => {
        kibana.byHand.create('dashboard', 'stranger', { title: 'Of others' });
        cluster.byHand.componentTemplate('stranger', { template: {} });
        await deploy(given({ dashboards: boards }));
        assert.deepEqual(
          failures(await deploy(given({}, { defined: [], permissions: { prune: true } }))),
          [],
        );
        const { store } = cluster;
        assert.deepEqual([...store.componentTemplates.keys()], ['stranger']);
        for (const kind of [
          'indexTemplates',
          'lifecyclePolicies',
          'snapshotPolicies',
          'repositories',
          'pipelines',
        ] as const)
          assert.equal(store[kind].size, 0, kind);
        assert.deepEqual(
          kibana.store.objects.map(({ id }) => id),
          ['stranger'],
        );
        assert.deepEqual([...kibana.store.roles.keys()], ['kibana_admin']);
      }));
    test('is not overwritten where somebody edited it by hand', () =>
      arena(versions, async ({ cluster, kibana, given }) => {
        await deploy(given());
        cluster.byHand.edit('componentTemplates', 'logs-settings', (body) => ({
          ...body,
          template: { settings: { index: { number_of_shards: '7' } } },
        }));
        cluster.byHand.edit('pipelines', 'logs', (body) => ({ ...body, description: 'by hand' }));
        cluster.byHand.editPolicy('lifecyclePolicies', 'logs', (policy) => ({
          ...policy,
          _meta: { by: 'hand' },
        }));
        cluster.byHand.editPolicy('snapshotPolicies', 'daily', (policy) => ({
          ...policy,
          schedule: '0 9 9 * * ?',
        }));
        kibana.byHand.save('dashboard', 'operations', (attributes) => ({ ...attributes, title: 'By hand' }));
        kibana.byHand.save('index-pattern', 'logs', (attributes) => ({ ...attributes, name: 'By hand' }));
        const told = await actions(given({ revision: 2 }));
        const viaApi = versions[1] === '9.5';
        for (const ref of [
          'component-template/logs-settings',
          'ingest-pipeline/logs',
          'lifecycle-policy/logs',
          'snapshot-policy/daily',
          viaApi ? 'kibana-dashboard/operations' : 'saved-object/dashboard/operations',
          'saved-object/index-pattern/logs',
        ])
          assert.equal(told[ref], 'conflict', ref);
        const forced = await deploy(given({ revision: 2 }, { permissions: { force: true } }));
        assert.deepEqual(failures(forced), []);
        assert.ok(Object.values(await actions(given({ revision: 2 }))).every((action) => action === 'keep'));
      }));
  });

describe('what the servers do in their own way', () => {
  test('a data view that is clicked is none that was edited', () =>
    arena(['8.8', '8.8'], async ({ kibana, given, writes }) => {
      await deploy(given());
      kibana.byHand.click('logs', 'level');
      kibana.byHand.click('logs', 'message');
      const before = writes();
      assert.equal((await actions(given()))['saved-object/index-pattern/logs'], 'keep');
      await deploy(given());
      assert.equal(writes(), before);
    }));
  test('a dashboard is sent one way only: as a resource where there is the API, as a saved object elsewhere', async () => {
    for (const [version, expected] of [
      ['8.19', 'saved-object/dashboard/operations'],
      ['9.5', 'kibana-dashboard/operations'],
    ] as const)
      await arena(['9.5', version], async ({ given }) => {
        const refs = Object.keys(await actions(given())).filter((ref) => ref.endsWith('/operations'));
        assert.deepEqual(refs, [expected]);
      });
  });
  test('a dashboard that was imported goes on being imported when Kibana has got the API since', () =>
    arena(['9.5', '8.19'], async ({ cluster, kibana, given, writes }) => {
      await deploy(given());
      const newer = await startKibana({ version: '9.5', store: kibana.store });
      try {
        const there = { kibana: { url: newer.url, key: newer.keys.admin } };
        const told = await actions(given({}, there));
        assert.deepEqual(
          Object.keys(told).filter((ref) => ref.endsWith('/operations')),
          ['saved-object/dashboard/operations'],
        );
        assert.ok(Object.values(told).every((action) => action === 'keep'));
        const before = writes();
        await deploy(given({}, there));
        assert.equal(writes() + newer.writes().length, before);
        assert.equal(cluster.store.documents.size, 1);
      } finally {
        await newer.close();
      }
    }));
  test('a dashboard of the same id in another space is told, and the copy that Kibana makes is taken away', () =>
    arena(['8.8', '8.8'], async ({ kibana, given }) => {
      kibana.byHand.space('other');
      kibana.byHand.create('dashboard', 'operations', { title: 'Of others' }, 'other');
      const done = await deploy(given());
      assert.match(
        failures(done).join(),
        /saved-object\/dashboard\/operations: .*another space of this Kibana has it: .* \(give the target an idSuffix/,
      );
      assert.deepEqual(
        kibana.store.objects.filter(({ type }) => type === 'dashboard').map(({ id }) => id),
        ['operations'],
      );
    }));
  test('a reference that leads nowhere is an import that is refused, although its status is 200', () =>
    arena(['8.8', '8.8'], async ({ kibana, given }) => {
      const done = await deploy(given({}, { defined: ['saved-object/search/errors'] }));
      assert.match(
        failures(done).join(),
        /saved-object\/search\/errors: saved-object search\/errors: Kibana does not import it: it refers to what is not there: index-pattern\/logs \(define that as well/,
      );
      assert.equal(kibana.store.objects.length, 0);
    }));
  test('a repository that its nodes cannot use is taken away again, and put back where it was there', () =>
    arena(['9.5', '9.5'], async ({ cluster, given }) => {
      cluster.store.unreachableBuckets.add('logs');
      const only = { defined: ['snapshot-repository/archive'] };
      const first = await deploy(given({}, only));
      assert.match(
        failures(first).join(),
        /the nodes cannot use it; it was taken away again: .*Access Denied/,
      );
      assert.equal(cluster.store.repositories.size, 0);
      cluster.store.unreachableBuckets.clear();
      assert.deepEqual(failures(await deploy(given({}, only))), []);
      cluster.store.unreachableBuckets.add('logs');
      const second = await deploy(given({ revision: 2 }, only));
      assert.match(failures(second).join(), /it was put back as it was/);
      assert.equal(cluster.store.repositories.get('archive')?.settings.base_path, 'revision-1');
      assert.equal((await actions(given({}, only)))['snapshot-repository/archive'], 'keep');
    }));
  test('a space that holds something of others is kept, and so is that', () =>
    arena(['8.8', '8.8'], async ({ kibana, given }) => {
      const there = { kibana: { url: kibana.url, key: kibana.keys.admin, space: 'team' } };
      await deploy(given({ space: 'team' }, there));
      kibana.byHand.create('dashboard', 'guest', {}, 'team');
      const done = await deploy(given({}, { ...there, defined: [], permissions: { prune: true } }));
      assert.match(failures(done).join(), /space\/team: space team is kept: it holds dashboard\/guest/);
      assert.deepEqual(
        kibana.store.objects.map(({ id }) => id),
        ['guest'],
      );
    }));
  test('a policy that indices follow cannot go, which Elasticsearch says', () =>
    arena(['8.8', '8.8'], async ({ cluster, given }) => {
      await deploy(given());
      cluster.byHand.index('logs-2026.11.23');
      const done = await deploy(given({}, { defined: [], permissions: { prune: true } }));
      assert.match(
        failures(done).join(),
        /lifecycle-policy\/logs: .*in use by one or more indices: \[logs-2026.11.23\]/,
      );
      assert.equal(
        (await actions(given({}, { defined: [] })))['lifecycle-policy/logs'],
        'orphan',
        'it is still ours',
      );
    }));
  test('a role that is built in is held by somebody else', () =>
    arena(['8.8', '8.8'], async ({ kibana, given }) => {
      kibana.store.roles.set('log-reader', { metadata: { _reserved: true }, elasticsearch: {}, kibana: [] });
      const { plan } = await planned(given({}, { permissions: { adopt: true, force: true } }));
      const change = plan.changes.find(({ ref }) => ref === 'role/log-reader');
      assert.equal(change?.action === 'conflict' && change.detail, 'built into Elasticsearch');
    }));
  test('what needs something of others waits, and so does what needs that', () =>
    arena(['9.5', '9.5'], async ({ cluster, given }) => {
      const policy = { phases: { delete: { min_age: '1d', actions: {} } } };
      cluster.store.lifecyclePolicies.set('logs', { version: 1, modified: 1, policy });
      const { plan } = await planned(given());
      const held = plan.changes.flatMap((change) =>
        change.action === 'conflict' ? [[change.ref, change.reason, change.detail]] : [],
      );
      const reason = 'needs what is in conflict';
      assert.deepEqual(held, [
        ['lifecycle-policy/logs', 'not ours', undefined],
        ['component-template/logs-settings', reason, 'lifecycle-policy/logs'],
        ['index-template/logs', reason, 'component-template/logs-settings'],
      ]);
      const done = await deploy(given());
      assert.ok(done.outcome.results.every(({ outcome }) => outcome !== 'failed'));
      assert.deepEqual([...cluster.store.indexTemplates.keys()], ['traces']);
    }));
  test('without a Kibana only Elasticsearch is deployed to', () =>
    arena(['9.5', '9.5'], async ({ cluster, given }) => {
      const { kibana: _, ...alone } = given();
      assert.deepEqual(failures(await deploy(alone)), []);
      assert.equal(cluster.store.indexTemplates.size, 2);
    }));
});

describe('the inventory', () => {
  test('is a document of a hidden index with one shard, and a second owner has another', () =>
    arena(['9.5', '9.5'], async ({ cluster, given }) => {
      await deploy(given());
      const index = cluster.store.indices.get('sightline-inventory');
      assert.equal(index?.settings['index.hidden'], 'true');
      assert.equal(index?.settings['index.number_of_shards'], '1');
      assert.equal(index?.settings['index.auto_expand_replicas'], '0-1');
      assert.deepEqual([...cluster.store.documents.keys()], ['sightline-inventory/small-system']);
    }));
  test('refuses the slower of two deployments at once, before it wrote anything', () =>
    arena(['9.5', '9.5'], async ({ given, writes }) => {
      const late = await planned(given());
      await deploy(given());
      const before = writes();
      const { claim } = await import('../../src/engine/books.ts');
      const { booksOf } = await import('../../src/cli/deploy/preconditions.ts');
      const books = booksOf('small-system', '2026-01-01T00:00:00.000Z', 'late');
      const manner = { attempts: 1, wait: async () => undefined };
      await assert.rejects(
        claim(late.part.store, late.part.inventory, books, new Map(), manner),
        /somebody else is deploying at this moment; nothing of theirs was overwritten/,
      );
      assert.equal(writes() - before, 1, 'the write that was refused');
    }));
  test('that was edited by hand is a failure that says so', () =>
    arena(['9.5', '9.5'], async ({ cluster, given }) => {
      await deploy(given());
      const [key, document] = [...cluster.store.documents][0] ?? [];
      cluster.store.documents.set(String(key), {
        ...document,
        seq: 99,
        term: 1,
        source: { inventory: 'gone' },
      });
      await assert.rejects(
        planned(given()),
        /the inventory in the document small-system of sightline-inventory cannot be read/,
      );
    }));
});
