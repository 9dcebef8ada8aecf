import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Resource } from '../../src/model/resource.ts';
import { type Grafana, type GrafanaOptions, startGrafana } from '../contract/grafana/grafana.ts';
import type { Version } from '../contract/grafana/profile.ts';
import { deploy, type Given, planned } from '../deploy/deployment.ts';
import { home, secrets, system } from '../deploy/faults/world.ts';

const versions: readonly Version[] = ['9.4', '10.0', '11', '12', '13.0', '13.1'];
const isNested = (version: Version): boolean => !['9.4', '10.0'].includes(version);
const boards = ['one', 'two'];
const first = (version: Version) => system({ revision: 1, boards, isNested: isNested(version) });
const second = (version: Version) => system({ revision: 2, boards, isNested: isNested(version) });

interface Arena {
  readonly grafana: Grafana;
  readonly given: (resources: readonly Resource[], more?: Partial<Given>) => Given;
}

async function arena(options: GrafanaOptions, use: (arena: Arena) => Promise<void>): Promise<void> {
  const grafana = await startGrafana(options);
  try {
    await use({
      grafana,
      given: (resources, more = {}) => ({
        url: grafana.url,
        token: grafana.token,
        home,
        resources,
        secrets,
        ...more,
      }),
    });
  } finally {
    await grafana.close();
  }
}

const failures = ({ outcome }: Awaited<ReturnType<typeof deploy>>): readonly string[] =>
  outcome.results
    .filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged')
    .map(({ ref, why }) => `${ref}: ${why}`);
const actions = async (given: Given): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await planned(given)).plan.changes.map(({ ref, action }) => [ref, action]));

for (const version of versions)
  describe(`Grafana ${version}: every kind of resource`, () => {
    test('is created, is updated, and is then left alone', () =>
      arena({ version }, async ({ grafana, given }) => {
        assert.deepEqual(failures(await deploy(given(first(version)))), []);
        assert.deepEqual(failures(await deploy(given(second(version)))), []);
        const writes = grafana.writes().length;
        const again = await deploy(given(second(version)));
        assert.ok(again.plan.changes.every(({ action }) => action === 'keep'));
        assert.equal(grafana.writes().length, writes);
      }));
    test('is planned by reading alone', () =>
      arena({ version }, async ({ grafana, given }) => {
        await planned(given(first(version)));
        assert.deepEqual(grafana.writes(), []);
      }));
    test('is removed again, and nothing of others with it', () =>
      arena({ version }, async ({ grafana, given }) => {
        grafana.byHand.createDashboard({ uid: 'stranger', title: 'Of others', panels: [] });
        await deploy(given(first(version)));
        const done = await deploy(given([], { permissions: { prune: true } }));
        assert.deepEqual(failures(done), []);
        const org = grafana.store.orgs.get(1);
        assert.deepEqual([...(org?.dashboards.keys() ?? [])], ['stranger']);
        assert.equal(org?.folders.size, 0);
        assert.equal(org?.datasources.size, 0);
        assert.equal(org?.rules.rules.size, 0);
      }));
    test('is in a fresh organisation whose Alertmanager takes its time', () =>
      arena({ version, alertmanagerNotReady: 3 }, async ({ given }) => {
        assert.deepEqual(failures(await deploy(given(first(version)))), []);
      }));
    test('is not overwritten where somebody edited it by hand', () =>
      arena({ version }, async ({ grafana, given }) => {
        await deploy(given(first(version)));
        grafana.byHand.saveDashboard('one', (json) => ({ ...json, tags: ['by hand'] }));
        grafana.byHand.editDatasource('metrics', { url: 'http://by.hand' });
        grafana.byHand.editRule('errors-high', { for: '9m' });
        const told = await actions(given(second(version)));
        for (const ref of ['dashboard/one', 'datasource/metrics', `rule-group/${home}/Errors`])
          assert.equal(told[ref], 'conflict', ref);
        const forced = await deploy(given(second(version), { permissions: { force: true } }));
        assert.deepEqual(failures(forced), []);
        assert.equal(grafana.store.orgs.get(1)?.datasources.get('metrics')?.url, 'http://prometheus:9092');
      }));
  });

describe('what a server does in its own way', () => {
  test('a dashboard that a file provisions is somebody else’s', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      grafana.byHand.provisionDashboard({ uid: 'one', title: 'From a file', panels: [] });
      const { plan } = await planned(given(first('12'), { permissions: { adopt: true, force: true } }));
      const change = plan.changes.find(({ ref }) => ref === 'dashboard/one');
      assert.equal(change?.action === 'conflict' && change.reason, 'held by somebody else');
    }));
  test('a data source that a file provisions is somebody else’s', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      grafana.byHand.provisionDatasource({
        uid: 'metrics',
        name: 'Metrics',
        type: 'prometheus',
        url: 'http://file',
      });
      assert.equal(
        (await actions(given(first('12'), { permissions: { adopt: true } })))['datasource/metrics'],
        'conflict',
      );
    }));
  test('a folder that holds something of others is not deleted, which would delete that as well', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      grafana.byHand.createDashboard(
        { uid: 'guest', title: 'Of others', panels: [] },
        { folderUid: 'inner' },
      );
      const without = first('12')
        .filter(({ id }) => id !== 'inner')
        .map((resource) => ({ ...resource, needs: [] }));
      const done = await deploy(given(without, { permissions: { prune: true } }));
      assert.match(
        failures(done).join(),
        /folder\/inner: folder inner is kept: it holds the dashboard guest/,
      );
      assert.ok(grafana.store.orgs.get(1)?.dashboards.has('guest'));
    }));
  test('a search index that lags does not keep an empty folder', () =>
    arena({ version: '12', searchLagMs: 5000 }, async ({ given }) => {
      await deploy(given(first('12')));
      assert.deepEqual(failures(await deploy(given([], { permissions: { prune: true } }))), []);
    }));
  test('folders inside folders, where the server has none, are refused in words', () =>
    arena({ version: '10.0' }, async ({ given }) => {
      await assert.rejects(deploy(given(first('12'))), /this Grafana has no folders inside folders/);
    }));
  test('folders inside folders behind the switch of 10.0', () =>
    arena({ version: '10.0', nestedFolders: true }, async ({ given }) => {
      assert.deepEqual(failures(await deploy(given(first('12')))), []);
    }));
  test('a server that hides its version is spoken to all the same', () =>
    arena({ version: '12', hideVersion: true }, async ({ given }) => {
      assert.deepEqual(failures(await deploy(given(first('12')))), []);
    }));
  test('a dashboard that is too large fails alone, and says what to do', () =>
    arena({ version: '12', bodyLimit: 20_000 }, async ({ given }) => {
      const large = first('12').map((resource) =>
        resource.id !== 'one'
          ? resource
          : {
              ...resource,
              spec: {
                folderUid: home,
                dashboard: {
                  uid: 'one',
                  title: 'Large',
                  schemaVersion: 38,
                  panels: [],
                  description: 'x'.repeat(30_000),
                },
              },
            },
      );
      const done = await deploy(given(large));
      assert.deepEqual(
        done.outcome.results
          .filter(({ outcome }) => outcome !== 'applied')
          .map(({ ref, fault }) => [ref, fault]),
        [['dashboard/one', 'too large']],
      );
    }));
  test('what needs what failed is skipped, and nothing else', () =>
    arena({ version: '12' }, async ({ given }) => {
      const broken = first('12').map((resource) =>
        resource.kind === 'template'
          ? { ...resource, spec: { name: 'words', template: '{{ define' } }
          : resource,
      );
      const { outcome } = await deploy(given(broken));
      const by = (of: string) =>
        outcome.results.filter(({ outcome }) => outcome === of).map(({ ref }) => ref);
      assert.deepEqual(by('failed'), ['template/words']);
      assert.deepEqual(by('skipped'), [
        'contact-point/on-call/on-call-slack',
        'contact-point/on-call/on-call-webhook',
        'policies/policies',
      ]);
    }));
  test('the inventory of somebody’s hand is refused in words', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      grafana.byHand.saveDashboard(`sightline-${home}`, (json) => ({ ...json, panels: [] }));
      await assert.rejects(
        planned(given(first('12'))),
        /the inventory in the dashboard sightline-team cannot be read/,
      );
    }));
  test('requests: one for each resource, and three to begin with', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      const resources = first('12').filter(({ kind }) => kind === 'dashboard' || kind === 'folder');
      await deploy(given(resources));
      const before = grafana.log.length;
      await planned(given(resources));
      assert.equal(grafana.log.length - before, resources.length + 3);
    }));
});
