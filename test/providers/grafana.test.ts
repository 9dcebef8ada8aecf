import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
      const told = failures(await deploy(given(first('12'))));
      assert.match(told.join(), /folder\/inner: .*this Grafana has no folders inside folders/);
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

describe('nobody’s work is lost', () => {
  const edit = (grafana: Grafana): void => {
    grafana.byHand.saveDashboard('one', (json) => ({ ...json, tags: ['by hand'] }));
  };
  test('an edit between plan and removal keeps what was to be removed', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      const without = first('12').filter(({ id }) => id !== 'one');
      const done = await deploy({
        ...given(without, { permissions: { prune: true } }),
        planned: () => edit(grafana),
      });
      assert.match(
        failures(done).join(),
        /dashboard\/one: .*somebody else changed it since the plan was made/,
      );
      assert.ok(grafana.store.orgs.get(1)?.dashboards.has('one'));
    }));
  for (const version of ['11', '12', '13.1'] as const)
    test(`a folder that somebody renames between plan and write keeps its name on ${version}`, () =>
      arena({ version }, async ({ grafana, given }) => {
        await deploy(given(first(version)));
        const done = await deploy({
          ...given(second(version)),
          planned: () => {
            const folder = grafana.store.orgs.get(1)?.folders.get('inner');
            assert.ok(folder);
            Object.assign(folder, { title: 'By hand', version: folder.version + 1 });
          },
        });
        assert.match(failures(done).join(), /folder\/inner: .*somebody else changed it/);
        assert.equal(grafana.store.orgs.get(1)?.folders.get('inner')?.title, 'By hand');
      }));
  test('a dashboard that was removed and made anew is not taken for the one that was seen', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      const done = await deploy({
        ...given(second('12')),
        planned: () => {
          grafana.byHand.deleteDashboard('one');
          grafana.byHand.createDashboard({ uid: 'one', title: 'Anew', panels: [] }, { folderUid: home });
        },
      });
      assert.match(failures(done).join(), /dashboard\/one/);
      assert.match(grafana.store.orgs.get(1)?.dashboards.get('one')?.text ?? '', /Anew/);
    }));
  test('what somebody set on a data source is drift, and not wiped', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      grafana.byHand.editDatasource('metrics', { database: 'by-hand', withCredentials: true });
      assert.equal((await actions(given(second('12'))))['datasource/metrics'], 'conflict');
    }));
  test('a folder of others is no home: nothing is written into it', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given([{ kind: 'folder', id: home, spec: { uid: home, title: 'Of others' } }]));
      grafana.byHand.deleteDashboard(`sightline-${home}`);
      const writes = grafana.writes().length;
      const done = await deploy(given(first('12')));
      assert.equal(grafana.writes().length, writes);
      assert.ok(failures(done).length > 5);
    }));
  test('a folder that was made for us beforehand becomes ours', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      const folder = { kind: 'folder', id: home, spec: { uid: home, title: 'Team' } };
      await deploy(given([folder]));
      grafana.byHand.deleteDashboard(`sightline-${home}`);
      await deploy(given(first('12')));
      assert.equal(
        (
          await actions(
            given([
              ...first('12').filter(({ id }) => id !== home),
              { ...folder, spec: { uid: home, title: 'New title' } },
            ]),
          )
        )[`folder/${home}`],
        'update',
      );
    }));
  test('a guest in the home folder keeps it, and the inventory in it', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      grafana.byHand.createDashboard({ uid: 'guest', title: 'Of others', panels: [] }, { folderUid: home });
      const done = await deploy(given([], { permissions: { prune: true } }));
      assert.match(failures(done).join(), new RegExp(`folder/${home}: .*it holds the dashboard guest`));
      assert.equal((await actions(given([])))[`folder/${home}`], 'orphan', 'it is still listed');
    }));
  test('a name that something else has is told as that', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      grafana.byHand.provisionDatasource({
        uid: 'other',
        name: 'Metrics',
        type: 'prometheus',
        url: 'http://x',
      });
      assert.match(
        failures(await deploy(given(first('12')))).join(),
        /datasource\/metrics: .*something else is in its place: data source with the same name already exists/,
      );
    }));
  test('a uid that changes under the same name: the old one goes first', () =>
    arena({ version: '10.0' }, async ({ given }) => {
      await deploy(given(first('10.0')));
      const renamed = first('10.0')
        .filter(({ kind }) => kind === 'folder' || kind === 'dashboard')
        .map((resource) => {
          if (resource.id !== 'one') return resource;
          const { dashboard } = resource.spec as { dashboard: Record<string, unknown> };
          return {
            ...resource,
            id: 'uno',
            spec: { folderUid: home, dashboard: { ...dashboard, uid: 'uno' } },
          };
        });
      assert.deepEqual(failures(await deploy(given(renamed, { permissions: { prune: true } }))), []);
    }));
  test('an answer that is lost after a contact point was written: it is ours, and nothing is sent twice', () =>
    arena({ version: '13.1' }, async ({ grafana, given }) => {
      grafana.fault({ kind: 'reset', method: 'POST', path: /contact-points/, times: 1 });
      await deploy(given(first('13.1')));
      const posts = grafana.log.filter(
        ({ method, path }) => method === 'POST' && path.includes('contact-points'),
      );
      assert.equal(posts.length, 2);
      assert.equal((await actions(given(second('13.1'))))['contact-point/on-call/on-call-slack'], 'update');
    }));
  test('a page of a proxy where the server should be is no absence', () =>
    arena({ version: '12' }, async ({ grafana, given }) => {
      await deploy(given(first('12')));
      const page = createServer((_, reply) => reply.writeHead(404).end('<html>default backend - 404</html>'));
      await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
      const { port } = page.address() as AddressInfo;
      await assert.rejects(planned({ ...given([]), url: `http://127.0.0.1:${port}` }), /no Grafana is there/);
      page.close();
      assert.ok(grafana.store.orgs.get(1)?.dashboards.has('one'));
    }));
});
