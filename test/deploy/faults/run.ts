import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inventoryUid } from '../../../src/providers/grafana/inventory.ts';
import { type Grafana, startGrafana } from '../../contract/grafana/grafana.ts';
import { deploy, type Given, planned } from '../deployment.ts';
import { chance, oneOf } from '../random.ts';
import type { Nursery } from './nursery.ts';
import { type Choice, type Fault, faults, startProxy } from './proxy.ts';
import { secrets, type World, world } from './world.ts';

/** What a run met, for the count at the end. */
export interface Met {
  readonly faults: readonly Fault[];
  readonly killed: boolean;
  readonly edited: boolean;
}

/** Seconds until a silent server is given up; the least that a busy machine allows. */
const patience = 0.2;

/**
 * One deployment through faults, by seed, and one after it without any: the server must then be as desired, with nothing
 * twice, nobody's work lost, nothing of others touched, and no secret told.
 */
export async function run(seed: number, nursery: Nursery): Promise<Met> {
  const next = chance(seed);
  const given = world(next);
  const grafana = await startGrafana({ version: given.version, logBodies: false });
  const met: Fault[] = [];
  const told: string[] = [];
  const rate = oneOf([0.03, 0.1, 0.25, 0.5], next);
  const isKilled = next() < 0.12;
  const killAt = Math.floor(next() * 60);
  const editAt = next() < 0.25 ? Math.floor(next() * 50) : -1;
  let victim: ChildProcess | undefined;
  let faulty = false;
  let edited: string | undefined;
  let wasKilled = false;
  let number = -1;
  const choose: Choice = ({ path }) => {
    if (!faulty) return undefined;
    // Counted from the first request of the deployment that is tried: about half of them are its reads.
    number++;
    if (number === editAt) edited = edit(grafana, oneOf(['one', 'two', 'three'], next));
    if (isKilled && number === killAt) {
      wasKilled = victim?.kill('SIGKILL') ?? false;
      return oneOf(['reset before', 'reset after'], next);
    }
    // A server that never lets us in is another test's: here something is to happen.
    if (path === '/api/health' || path === '/api/org' || next() > rate) return undefined;
    const fault = oneOf(faults, next);
    met.push(fault);
    return fault;
  };
  const proxy = await startProxy(grafana.url, choose, () => grafana.restart());
  const all: Given = {
    url: proxy.url,
    token: grafana.token,
    home: given.home,
    resources: given.after,
    secrets,
    permissions: { prune: given.prune },
  };
  try {
    if (given.before.length > 0) await deploy({ ...all, resources: given.before });
    const strangers = arrangeStrangers(grafana, given);
    const early = next() < 0.2 && given.before.length > 0 ? edit(grafana, 'three') : undefined;
    faulty = true;
    if (isKilled) {
      victim = await nursery.take();
      victim.on('message', (message) => told.push(JSON.stringify(message)));
      victim.send({ ...all, timeoutSeconds: patience });
      await once(victim, 'exit');
    } else
      told.push(
        await deploy({ ...all, timeoutSeconds: patience }).then(
          ({ outcome }) => JSON.stringify(outcome),
          (error: Error) => `${error.message} ${JSON.stringify(error)} ${error.stack}`,
        ),
      );
    faulty = false;
    const second = await deploy(all);
    told.push(JSON.stringify(second.outcome));
    await assertConverged(
      grafana,
      given,
      all,
      [edited, early].filter((uid) => uid !== undefined),
      strangers,
    );
    assertDiscreet(grafana, given, told);
    return { faults: met, killed: wasKilled, edited: edited !== undefined };
  } catch (error) {
    throw new Error(`seed ${seed} (${given.version}; ${met.join(', ')}): ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await proxy.close();
    await grafana.close();
  }
}

/** Somebody saves a dashboard in the browser; there may be none yet. */
function edit(grafana: Grafana, uid: string): string | undefined {
  if (!grafana.store.orgs.get(1)?.dashboards.has(uid)) return undefined;
  grafana.byHand.saveDashboard(uid, (json) => ({ ...json, tags: [`by hand ${uid}`] }), { login: 'marie' });
  return uid;
}

/** Things of others: beside ours, and one where a new one of ours is to be. */
function arrangeStrangers(grafana: Grafana, { before, home }: World): ReadonlyMap<string, string> {
  grafana.byHand.createDashboard(
    { uid: 'stranger', title: 'Of somebody else', panels: [] },
    { folderUid: before.length > 0 ? home : '' },
  );
  grafana.byHand.createDashboard({ uid: 'new', title: 'Same uid, of somebody else', panels: [] });
  return new Map(
    ['stranger', 'new'].map((uid) => {
      const stored = grafana.store.orgs.get(1)?.dashboards.get(uid);
      return [uid, `${stored?.version} ${stored?.text}`];
    }),
  );
}

async function assertConverged(
  grafana: Grafana,
  { after, before, prune, home }: World,
  all: Given,
  edited: readonly string[],
  strangers: ReadonlyMap<string, string>,
): Promise<void> {
  const org = grafana.store.orgs.get(1);
  assert.ok(org);
  for (const [uid, was] of strangers) {
    const stored = org.dashboards.get(uid);
    assert.equal(`${stored?.version} ${stored?.text}`, was, `${uid} is somebody else's`);
  }
  for (const uid of edited)
    assert.deepEqual(
      JSON.parse(org.dashboards.get(uid)?.text ?? '{}').tags,
      [`by hand ${uid}`],
      `${uid} was edited by hand`,
    );
  const writes = grafana.writes().length;
  const { plan } = await planned(all);
  const left = plan.changes.filter(({ action }) => action !== 'keep');
  const expected = new Set([...edited, 'new'].map((uid) => `dashboard/${uid}`));
  for (const { ref, action } of left) {
    if (expected.has(ref)) assert.equal(action, 'conflict', ref);
    else if (!prune && before.length > 0 && ref === 'dashboard/gone') assert.equal(action, 'orphan');
    else assert.fail(`${ref} is not as desired: ${action}`);
  }
  const wanted = after.filter(({ kind }) => kind === 'dashboard').map(({ id }) => id);
  const gone = before.length > 0 && !prune ? ['gone'] : [];
  const { entries, deploying } = readInventory(org.dashboards.get(inventoryUid(home))?.text);
  for (const { kind, id } of after) {
    const ref = `${kind}/${id}`;
    if (ref === 'dashboard/new') continue;
    // What somebody edited right after a deployment that could not note its creation is theirs until it is adopted.
    if (edited.includes(id) && before.length === 0) continue;
    assert.ok(entries[ref]?.sent !== undefined, `${ref} is listed as ours`);
    assert.ok(entries[ref]?.pending === undefined || edited.includes(id), `${ref} is noted as done`);
  }
  assert.equal(deploying, undefined, 'the inventory is closed');
  assert.deepEqual(
    [...org.dashboards.keys()].sort(),
    [...new Set([...wanted, ...gone, 'stranger', 'new', inventoryUid(home)])].sort(),
    'no dashboard twice, none lost',
  );
  assert.equal(org.datasources.size, 1);
  assert.equal(org.datasources.get('metrics')?.secrets.password, secrets.DB_PASSWORD);
  assert.equal(org.alertmanager.contactPoints.get('on-call-slack')?.settings.url, secrets.SLACK_URL);
  await deploy(all);
  assert.equal(grafana.writes().length, writes, 'what is as desired is not written again');
}

interface Kept {
  readonly entries: Readonly<Record<string, { readonly sent?: string; readonly pending?: unknown }>>;
  readonly deploying?: unknown;
}

/** What the inventory says, straight from the store. */
function readInventory(text = '{}'): Kept {
  const { panels = [] } = JSON.parse(text) as { panels?: { options: { content: string } }[] };
  return JSON.parse(panels[1]?.options.content ?? '{"entries":{}}') as Kept;
}

function assertDiscreet(grafana: Grafana, { home }: World, told: readonly string[]): void {
  const inventory = grafana.store.orgs.get(1)?.dashboards.get(inventoryUid(home))?.text ?? '';
  for (const text of [...told, inventory])
    for (const secret of [grafana.token, ...Object.values(secrets)])
      assert.ok(!text.includes(secret), 'a secret was told');
}
