import assert from 'node:assert/strict';
import { test } from 'node:test';
import { project } from '../../../scripts/project.ts';
import { type Elasticsearch, startElasticsearch } from '../../contract/elasticsearch/elasticsearch.ts';
import { type Kibana, startKibana } from '../../contract/kibana/kibana.ts';
import type { Version } from '../../contract/kibana/profile.ts';
import { deploy, type Given, planned } from './deployment.ts';

// All that this repository defines for Elasticsearch and Kibana, on each release that people run.

async function servers(
  version: Version,
  use: (on: {
    readonly cluster: Elasticsearch;
    readonly kibana: Kibana;
    readonly given: Given;
    readonly writes: () => number;
  }) => Promise<void>,
): Promise<void> {
  const cluster = await startElasticsearch({ version });
  const kibana = await startKibana({ version });
  try {
    await use({
      cluster,
      kibana,
      given: {
        project,
        elasticsearch: { url: cluster.url, key: cluster.keys.admin },
        kibana: { url: kibana.url, key: kibana.keys.admin },
        state: {},
      },
      writes: () => cluster.writes().length + kibana.writes().length,
    });
  } finally {
    await cluster.close();
    await kibana.close();
  }
}

for (const [version, kind] of [
  ['8.8', 'saved-object/dashboard'],
  ['8.19', 'saved-object/dashboard'],
  ['9.5', 'kibana-dashboard'],
] as const)
  test(`${version} takes all of it, each dashboard as ${kind}, and a second deployment writes nothing`, () =>
    servers(version, async ({ given, writes }) => {
      const { plan, outcome } = await deploy(given);
      assert.deepEqual(
        outcome.results.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged'),
        [],
      );
      const dashboards = plan.changes.map(({ ref }) => ref).filter((ref) => ref.includes('dashboard/'));
      assert.deepEqual(
        dashboards.sort(),
        (project.kibanaContent?.dashboards ?? []).map(({ id }) => `${kind}/${id}`).sort(),
      );
      const before = writes();
      const again = await deploy(given);
      assert.deepEqual(
        again.plan.changes.filter(({ action }) => action !== 'keep'),
        [],
      );
      assert.equal(writes(), before);
    }));

test('two spaces of one Kibana have all of it side by side, with ids of their own', () =>
  servers('8.19', async ({ kibana, given, writes }) => {
    kibana.byHand.space('team');
    const there: Given = {
      ...given,
      kibana: { url: kibana.url, key: kibana.keys.admin, space: 'team', idSuffix: '-team' },
    };
    for (const one of [given, there]) {
      const { outcome } = await deploy(one);
      assert.deepEqual(
        outcome.results.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged'),
        [],
      );
    }
    for (const one of [given, there])
      assert.deepEqual(
        (await planned(one)).plan.changes.filter(({ action }) => action !== 'keep'),
        [],
      );
    const before = writes();
    for (const one of [given, there, given]) await deploy(one);
    assert.equal(writes(), before, 'neither undoes what the other did');
    const ids = (space: string): readonly string[] =>
      kibana.store.objects
        .filter(({ namespaces }) => namespaces.includes(space))
        .map(({ type, id }) => `${type}/${id}`)
        .sort();
    assert.deepEqual(
      ids('team'),
      ids('default')
        .map((id) => `${id}-team`)
        .sort(),
    );
  }));
