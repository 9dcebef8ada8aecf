import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Inventory } from '../../../../src/model/inventory.ts';
import { type Elasticsearch, startElasticsearch } from '../../../contract/elasticsearch/elasticsearch.ts';
import { type Kibana, startKibana } from '../../../contract/kibana/kibana.ts';
import type { Nursery } from '../../faults/nursery.ts';
import { type Choice, type Fault, faults, startProxy } from '../../faults/proxy.ts';
import { type Chance, chance, oneOf } from '../../random.ts';
import { deploy, type Given, planned } from '../deployment.ts';

/** What a run met, for the count at the end. */
export interface Met {
  readonly faults: readonly Fault[];
  readonly killed: boolean;
  readonly edited: boolean;
}

/** Seconds until a silent server is given up; the least that a busy machine allows. */
const patience = 0.3;

/** Servers with something of others on them, and proxies before them. */
interface Place {
  readonly cluster: Elasticsearch;
  readonly kibana: Kibana;
}

/**
 * Whose work is not to be lost: what somebody edited by hand, by reference. These servers lock nothing of the kind, so what
 * was edited between our look and our write, which follow each other at once, is lost; that is known by the first request after it.
 */
type Edits = Map<string, { readonly state: () => unknown; readonly wasRaced: () => boolean }>;

/**
 * One deployment through faults, by seed, and one after it without any: the servers must then be as desired, with nothing
 * twice, nobody's work lost, nothing of others touched, and no secret told.
 */
export async function run(seed: number, nursery: Nursery): Promise<Met> {
  const next = chance(seed);
  const versions = oneOf(
    [
      ['8.8', '8.8'],
      ['8.19', '8.19'],
      ['9.5', '9.5'],
    ] as const,
    next,
  );
  const cluster = await startElasticsearch({ version: versions[0] });
  const kibana = await startKibana({ version: versions[1] });
  const met: Fault[] = [];
  const told: string[] = [];
  const edits: Edits = new Map();
  const rate = oneOf([0.03, 0.1, 0.25, 0.5], next);
  const isKilled = next() < 0.12;
  const killAt = Math.floor(next() * 90);
  const editAt = next() < 0.25 ? Math.floor(next() * 80) : -1;
  const isUpdate = next() < 0.75;
  const prune = next() < 0.5;
  let victim: Awaited<ReturnType<Nursery['take']>> | undefined;
  let faulty = false;
  let wasKilled = false;
  let number = -1;
  const choose: Choice = ({ path }) => {
    if (!faulty) return undefined;
    number++;
    if (number === editAt) edit({ cluster, kibana }, edits, next);
    if (isKilled && number === killAt) {
      wasKilled = victim?.kill('SIGKILL') ?? false;
      return oneOf(['reset before', 'reset after'] as const, next);
    }
    // A server that never lets us in is another test's: here something is to happen.
    if (path === '/' || path === '/api/status' || next() > rate) return undefined;
    const fault = oneOf(faults, next);
    met.push(fault);
    return fault;
  };
  const [before, behind] = await Promise.all([
    startProxy(cluster.url, choose, () => cluster.restart()),
    startProxy(kibana.url, choose, () => kibana.restart()),
  ]);
  const given = (state: Given['state'], more: Partial<Given> = {}): Given => ({
    elasticsearch: { url: before.url, key: cluster.keys.admin },
    kibana: { url: behind.url, key: kibana.keys.admin },
    state,
    permissions: { prune },
    ...more,
  });
  const after = given({
    revision: 2,
    dashboards: ['operations', 'details', 'new'],
    pipelines: ['logs', 'new'],
  });
  try {
    if (isUpdate)
      await deploy(given({ revision: 1, dashboards: ['operations', 'gone'], pipelines: ['logs', 'gone'] }));
    const strangers = arrangeStrangers({ cluster, kibana });
    if (next() < 0.2 && isUpdate) edit({ cluster, kibana }, edits, next);
    faulty = true;
    if (isKilled) {
      victim = await nursery.take();
      victim.on('message', (message) => told.push(JSON.stringify(message)));
      victim.send({ ...after, timeoutSeconds: patience });
      await once(victim, 'exit');
    } else
      told.push(
        await deploy({ ...after, timeoutSeconds: patience }).then(
          ({ outcome }) => JSON.stringify(outcome),
          (error: Error) => `${error.message} ${JSON.stringify(error)} ${error.stack}`,
        ),
      );
    faulty = false;
    told.push(JSON.stringify((await deploy(after)).outcome));
    for (const [ref, { wasRaced }] of edits) if (wasRaced()) edits.delete(ref);
    for (const [what, state] of strangers) assert.equal(what(), state, 'of somebody else');
    await assertConverged({ cluster, kibana }, after, edits, { isUpdate, prune });
    assertDiscreet(cluster, kibana, told);
    return { faults: met, killed: wasKilled, edited: edits.size > 0 };
  } catch (error) {
    const how = `${versions.join('/')}${isUpdate ? ', update' : ''}${prune ? ', prune' : ''}${wasKilled ? ', killed' : ''}`;
    throw new Error(`seed ${seed} (${how}; ${met.join(', ')}): ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await Promise.all([before.close(), behind.close()]);
    await Promise.all([cluster.close(), kibana.close()]);
  }
}

/** Somebody edits what is there; there may be nothing yet. */
function edit({ cluster, kibana }: Place, edits: Edits, next: Chance): void {
  const { store, byHand } = cluster;
  const mark = 'by hand';
  const dashboard = () =>
    kibana.store.objects.find(({ type, id }) => type === 'dashboard' && id === 'operations');
  const isViaApi = dashboard()?.data !== undefined;
  const possible = [
    {
      ref: 'component-template/logs-mappings',
      isThere: store.componentTemplates.has('logs-mappings'),
      server: cluster,
      touches: /\/_component_template\/logs-mappings$/,
      edit: () =>
        byHand.edit('componentTemplates', 'logs-mappings', (body) => ({ ...body, _meta: { mark } })),
      state: () => store.componentTemplates.get('logs-mappings')?.body._meta,
    },
    {
      ref: 'lifecycle-policy/logs',
      isThere: store.lifecyclePolicies.has('logs'),
      server: cluster,
      touches: /\/_ilm\/policy\/logs$/,
      edit: () =>
        byHand.editPolicy('lifecyclePolicies', 'logs', (policy) => ({ ...policy, _meta: { mark } })),
      state: () => store.lifecyclePolicies.get('logs')?.policy._meta,
    },
    {
      ref: isViaApi ? 'kibana-dashboard/operations' : 'saved-object/dashboard/operations',
      isThere: dashboard() !== undefined,
      server: kibana,
      // An import and an export tell what they are about in their body.
      touches: /\/api\/dashboards\/operations$|"id":"operations"/,
      edit: () => {
        kibana.byHand.save('dashboard', 'operations', (body) => ({ ...body, description: mark }));
      },
      state: () => ({ mark: (dashboard()?.data ?? dashboard()?.attributes)?.description }),
    },
  ].filter(({ isThere }) => isThere);
  if (possible.length === 0) return;
  const { ref, server, touches, edit: make, state } = oneOf(possible, next);
  const from = server.log.length;
  make();
  edits.set(ref, {
    state,
    wasRaced: () => {
      const first = server.log
        .slice(from)
        .find(
          ({ path, body = '' }) => touches.test(path) || (/_import|_export/.test(path) && touches.test(body)),
        );
      return first !== undefined && first.method !== 'GET' && !first.path.includes('_export');
    },
  });
}

/** Things of others: beside ours, and where new ones of ours are to be. */
function arrangeStrangers({ cluster, kibana }: Place): readonly (readonly [() => string, string])[] {
  cluster.byHand.componentTemplate('stranger', { template: {} });
  kibana.byHand.create('dashboard', 'stranger', { title: 'Of others' });
  kibana.byHand.create('dashboard', 'new', { title: 'Of others, with an id of ours' });
  const objects = (id: string) => (): string =>
    JSON.stringify(kibana.store.objects.filter((one) => one.type === 'dashboard' && one.id === id));
  const all = [
    () => JSON.stringify(cluster.store.componentTemplates.get('stranger')),
    objects('stranger'),
    objects('new'),
  ];
  return all.map((what) => [what, what()] as const);
}

async function assertConverged(
  { cluster, kibana }: Place,
  after: Given,
  edits: Edits,
  { isUpdate, prune }: { readonly isUpdate: boolean; readonly prune: boolean },
): Promise<void> {
  for (const [ref, { state }] of edits)
    assert.deepEqual(state(), { mark: 'by hand' }, `${ref} was edited by hand`);
  const writes = cluster.writes().length + kibana.writes().length;
  const { plan, part } = await planned(after);
  const foreign = new Set(['saved-object/dashboard/new', 'kibana-dashboard/new', ...edits.keys()]);
  for (const change of plan.changes) {
    const { ref, action } = change;
    if (action === 'keep') continue;
    // What was created, edited before that could be noted, and so is somebody else's until it is adopted, holds up what needs it.
    if (
      action === 'conflict' &&
      change.reason === 'needs what is in conflict' &&
      foreign.has(change.detail ?? '')
    )
      foreign.add(ref);
    if (foreign.has(ref)) assert.equal(action, 'conflict', ref);
    else if (!prune && isUpdate && ref.endsWith('/gone')) assert.equal(action, 'orphan', ref);
    else assert.fail(`${ref} is not as desired: ${action}`);
  }
  const { entries = {}, deploying }: Partial<Inventory> = part.inventory?.inventory ?? {};
  assert.equal(deploying, undefined, 'the inventory is closed');
  for (const { kind, id } of part.desired) {
    const ref = `${kind}/${id}`;
    if (foreign.has(ref)) continue;
    assert.ok(entries[ref]?.sent !== undefined, `${ref} is listed as ours`);
    assert.ok(entries[ref]?.pending === undefined, `${ref} is noted as done`);
  }
  const kept = isUpdate && !prune ? ['gone'] : [];
  assert.deepEqual([...cluster.store.pipelines.keys()].sort(), ['logs', 'new', ...kept].sort());
  assert.deepEqual(
    kibana.store.objects
      .filter(({ type }) => type === 'dashboard')
      .map(({ id }) => id)
      .sort(),
    ['operations', 'details', 'new', 'stranger', ...kept].sort(),
    'no dashboard twice, none lost',
  );
  await deploy(after);
  assert.equal(
    cluster.writes().length + kibana.writes().length,
    writes,
    'what is as desired is not written again',
  );
}

function assertDiscreet(cluster: Elasticsearch, kibana: Kibana, told: readonly string[]): void {
  const inventory = JSON.stringify([...cluster.store.documents]);
  for (const text of [...told, inventory])
    for (const secret of [...Object.values(cluster.keys), ...Object.values(kibana.keys)])
      assert.ok(!text.includes(secret), 'a secret was told');
}
