import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Target } from '../../src/model/target.ts';
import { type Elasticsearch, startElasticsearch } from '../contract/elasticsearch/elasticsearch.ts';
import { type Grafana, startGrafana } from '../contract/grafana/grafana.ts';
import { type Kibana, startKibana } from '../contract/kibana/kibana.ts';
import { type Said, secrets, Terminal } from './terminal.ts';

// A target with a Grafana, an Elasticsearch and a Kibana: one plan, one deployment, one exit code.

let grafana: Grafana;
let cluster: Elasticsearch;
let kibana: Kibana;
let terminal: Terminal;
const said: Said[] = [];
const run = async (at: Terminal, ...[name = '', ...words]: string[]): Promise<Said> => {
  const told = await at.run(name, words);
  said.push(told);
  return told;
};
const writes = (): number => grafana.writes().length + cluster.writes().length + kibana.writes().length;
const timeoutSeconds = 5;
const elastic = (): NonNullable<Target['elastic']> => ({
  elasticsearch: { url: cluster.url, auth: { apiKey: { variable: 'ES_KEY' } }, timeoutSeconds },
  kibana: { url: kibana.url, auth: { apiKey: { variable: 'KIBANA_KEY' } }, timeoutSeconds },
});
const variables = (): Record<string, string> => ({
  TOKEN: grafana.token,
  ES_KEY: cluster.keys.admin,
  KIBANA_KEY: kibana.keys.admin,
  ...secrets,
});
/** Another target over the same servers, in a folder of its own. */
const other = (target: Partial<Target>, more: Record<string, string> = {}, project = 'both.ts'): Terminal =>
  new Terminal([{ name: 'staging', ...target }], { ...variables(), ...more }, project);

before(async () => {
  grafana = await startGrafana({ version: '12' });
  cluster = await startElasticsearch({ version: '8.8' });
  kibana = await startKibana({ version: '8.19' });
  terminal = Terminal.at(grafana, { elastic: elastic() }, 'both.ts').with('both.ts', variables());
});
after(async () => {
  terminal.close();
  await Promise.all([grafana.close(), cluster.close(), kibana.close()]);
});

describe('a life of three servers', () => {
  test('a plan shows all of them, one below the other, and writes nothing', async () => {
    const { out, code } = await run(terminal, 'plan');
    assert.equal(code, 0, out);
    const headings = out.split('\n').filter((line) => line.startsWith('staging: '));
    assert.deepEqual(headings, [
      `staging: Elasticsearch 8.8.2, ${cluster.url}; Kibana 8.19.3, ${kibana.url}`,
      `staging: Grafana 12.4.1, Main Org., ${grafana.url}`,
    ]);
    for (const line of ['+ index template logs', '+ saved object dashboard/operations', '+ dashboard errors'])
      assert.ok(out.includes(line), `${line} in:\n${out}`);
    assert.equal(writes(), 0);
  });
  test('the same for a program and for a pull request', async () => {
    const { out } = await run(terminal, 'plan', '--json');
    const { servers, changes } = JSON.parse(out);
    assert.deepEqual(
      servers.map(({ part }: { part: string }) => part),
      ['elastic', 'grafana'],
    );
    assert.equal(servers[0].kibana.version, '8.19.3');
    assert.deepEqual([...new Set(changes.map(({ part }: { part: string }) => part))], ['elastic', 'grafana']);
    const { out: markdown } = await run(terminal, 'plan', '--markdown');
    assert.match(
      markdown,
      /^### Plan for staging\n\n#### Elasticsearch 8\.8\.2.*\n\n13 to create\.\n\n- \*\*create\*\*/,
    );
    assert.match(markdown, /#### Grafana 12\.4\.1[^\n]*\n\n4 to create\./);
  });
  test('is deployed as one, the logs before those who look at them, and the second time writes nothing', async () => {
    const { out, err, code } = await run(terminal, 'deploy', '--yes');
    assert.equal(code, 0, out + err);
    assert.match(
      out,
      /✔ index template logs {2}created[\s\S]*✔ dashboard errors {2}created[\s\S]*\n17 applied, 0 unchanged, 0 failed/,
    );
    const before = writes();
    const again = await run(terminal, 'deploy', '--yes');
    assert.equal(again.code, 0);
    assert.match(again.out, /Nothing to deploy\./);
    assert.equal(writes(), before);
  });
  test('edits of definitions are told in words', async () => {
    const { out } = await run(terminal.with('both-edited.ts'), 'plan');
    assert.match(out, /~ lifecycle policy logs[\s\S]*phase delete: age changed from 10d to 20d/);
    assert.match(
      out,
      /~ component template logs-settings[^\n]*\n +setting number_of_replicas changed from 1 to 2/,
    );
    assert.match(out, /panel Volume 2: title changed from "Volume 1" to "Volume 2"/);
    assert.match(out, /panel Error share: threshold critical changed from 5 % to 8 %/);
  });
  test('a saved plan holds every part and no credential, and is carried out as it was reviewed, once', async () => {
    const path = join(terminal.root, 'plan.json');
    await run(terminal.with('both-edited.ts'), 'plan', '--out', path);
    const text = readFileSync(path, 'utf8');
    for (const secret of Object.values(variables()))
      if (secret !== 'reader') assert.ok(!text.includes(secret));
    const { out, code } = await run(terminal, 'apply', path);
    assert.equal(code, 0, out);
    assert.match(out, /✔ saved object dashboard\/operations {2}updated[\s\S]*✔ dashboard errors {2}updated/);
    const again = await run(terminal, 'apply', path);
    assert.equal(again.code, 1);
    assert.match(again.err, /the server moved since the plan was made; nothing was written/);
  });
  test('--rollback puts all of them back', async () => {
    const { out, err, code } = await run(terminal, 'deploy', '--rollback', '--yes');
    assert.equal(code, 0, out + err);
    assert.equal(cluster.store.lifecyclePolicies.get('logs')?.policy._meta instanceof Object, true);
    assert.match(JSON.stringify(cluster.store.lifecyclePolicies.get('logs')?.policy), /"min_age":"10d"/);
    const plan = await run(terminal, 'plan', '--exit-code');
    assert.equal(plan.code, 0, plan.out);
  });
  test('what somebody edited by hand is told, and blocks', async () => {
    kibana.byHand.save('dashboard', 'operations', (body) => ({ ...body, title: 'Renamed by hand' }));
    cluster.byHand.editPolicy('lifecyclePolicies', 'logs', (policy) => ({
      ...policy,
      _meta: { by: 'hand' },
    }));
    const drift = await run(terminal, 'drift');
    assert.equal(drift.code, 1);
    assert.match(drift.out, /title changed from "Board operations" to "Renamed by hand"/);
    assert.ok(!drift.out.includes('Grafana 12'), 'nothing was touched there');
    const { out, code } = await run(terminal, 'deploy', '--yes');
    assert.equal(code, 1, out);
    assert.match(
      out,
      /! saved object dashboard\/operations {2}changed by hand on 20\d\d-[\s\S]*npm run pull -- operations --target staging/,
    );
    const pulled = await run(terminal, 'pull', 'operations');
    assert.equal(pulled.code, 0, pulled.err);
    assert.match(
      pulled.out,
      /operations, last saved on .*\n {2}title changed from "Board operations" to "Renamed by hand"/,
    );
    const patch = readFileSync(join(terminal.root, '.sightline/pull/operations.patch'), 'utf8');
    assert.match(patch, /^-\s+"title": "Board operations"/m);
    assert.match(patch, /^\+\s+"title": "Renamed by hand"/m);
    const forced = await run(terminal, 'deploy', '--yes', '--force');
    assert.equal(forced.code, 0, forced.out);
  });
  test('what somebody put in the way of ours is told, and is no drift', async () => {
    cluster.byHand.indexTemplate('theirs', { index_patterns: ['logs-*'], priority: 900 });
    const { out, code } = await run(terminal, 'drift');
    assert.match(
      out,
      /^Nothing was changed by hand on staging\.\nstaging: Elasticsearch [^\n]*\n\n {2}warning: new indices of logs that fit logs-\* are made from theirs, [^\n]*\n {6}next: [^\n]*\n$/,
    );
    assert.equal(code, 0);
    cluster.store.indexTemplates.delete('theirs');
  });
  test('what was pruned comes back in the order in which one object refers to the other', async () => {
    const emptied = terminal.with('both-empty.ts');
    const before = kibana.store.objects.length;
    const pruned = await run(emptied, 'deploy', '--yes', '--prune');
    assert.equal(pruned.code, 0, pruned.err);
    assert.ok(kibana.store.objects.length < before);
    const back = await run(emptied, 'deploy', '--yes', '--rollback');
    assert.equal(back.code, 0, back.out + back.err);
    assert.equal(kibana.store.objects.length, before);
    const { out } = await run(terminal, 'plan', '--exit-code');
    assert.match(out, /unchanged\.\n/);
  });
  test('a list of what is ours that is lost is told, and --adopt makes another', async () => {
    const ours = [...cluster.store.documents.keys()].filter((key) => key.startsWith('sightline-inventory/'));
    for (const key of ours) cluster.store.documents.delete(key);
    assert.ok(ours.length > 0);
    const drift = await run(terminal, 'drift');
    assert.equal(drift.code, 1);
    assert.match(
      drift.out,
      /warning: \d+ of what is defined are there already, and no list says that they are ours[^\n]*\n +next: npm run deploy -- --adopt/,
    );
    const adopted = await run(terminal, 'deploy', '--yes', '--adopt');
    assert.equal(adopted.code, 0, adopted.err);
    assert.equal((await run(terminal, 'drift')).code, 0);
  });
  test('a red cluster is written to when somebody insists, and not before', async () => {
    cluster.store.health = 'red';
    const edited = terminal.with('both-edited.ts');
    const { out, code } = await run(edited, 'plan', '--exit-code');
    assert.equal(code, 1, 'it would not be carried out');
    assert.match(out, /warning: the cluster contract is red[^\n]*\n +next: curl .*_cat\/indices\?health=red/);
    const before = writes();
    const refused = await run(edited, 'deploy', '--yes');
    assert.equal(refused.code, 1);
    assert.match(
      refused.err,
      /the cluster contract is red: .*; nothing was written[\s\S]*--force goes on all the same/,
    );
    assert.equal(writes(), before);
    assert.equal((await run(edited, 'deploy', '--yes', '--force')).code, 0);
    cluster.store.health = 'green';
  });
  test('--only names a server as well, and leaves the other alone', async () => {
    const log = grafana.log.length;
    const { out, code } = await run(terminal, 'plan', '--only', 'elastic');
    assert.equal(code, 0);
    assert.ok(!out.includes('Grafana 12'));
    assert.equal(grafana.log.length, log, 'it is not even asked');
  });
});

describe('one of them does not answer', () => {
  const gone = (): Target['elastic'] => ({
    ...elastic(),
    elasticsearch: { url: 'http://127.0.0.1:1', auth: { apiKey: { variable: 'ES_KEY' } }, timeoutSeconds },
  });
  const both = (): Terminal =>
    other({ grafana: { url: grafana.url, auth: { token: { variable: 'TOKEN' } } }, elastic: gone() });

  test('a plan says what the other would do, and what is the matter', async () => {
    const at = both();
    const { out, err, code } = await run(at, 'plan');
    assert.equal(code, 1);
    assert.match(out, /staging: Grafana 12/);
    assert.match(
      err,
      /staging: elastic: no answer from http:\/\/127\.0\.0\.1:1\n {2}why: nothing listens there\n {2}next: curl/,
    );
    const json = await run(at, 'plan', '--json');
    assert.equal(JSON.parse(json.out).unreached[0].part, 'elastic');
    const saved = await run(at, 'plan', '--out', join(at.root, 'plan.json'));
    assert.match(saved.err, /nothing was written[\s\S]*--only grafana/);
    at.close();
  });
  test('a deployment writes nothing, and goes to the other when told to', async () => {
    const at = both();
    const before = writes();
    const { err, code } = await run(at, 'deploy', '--yes');
    assert.equal(code, 1);
    assert.match(err, /no answer from http:\/\/127\.0\.0\.1:1; nothing was written[\s\S]*--only grafana/);
    assert.equal(writes(), before);
    assert.equal((await run(at, 'deploy', '--yes', '--only', 'grafana', '--force')).code, 0);
    at.close();
  });
  test('a key that Kibana does not know is a matter of credentials', async () => {
    const at = other({ elastic: elastic() }, { KIBANA_KEY: 'bm90OmtleQ==' });
    const { err, code } = await run(at, 'plan');
    assert.equal(code, 3);
    assert.match(err, /Kibana does not accept the credential of http/);
    assert.ok(!err.includes('bm90OmtleQ=='));
    at.close();
  });
  test('a key that Elasticsearch does not know, too', async () => {
    const at = other({ elastic: elastic() }, { ES_KEY: 'bm90OmtleQ==' });
    const { err, code } = await run(at, 'plan');
    assert.equal(code, 3);
    assert.match(err, /Elasticsearch does not accept the credential[\s\S]*make an API key/);
    at.close();
  });
  test('a server that is none of them is told so', async () => {
    const fork = await startElasticsearch({ version: '8.8', product: false });
    const at = other({
      elastic: { elasticsearch: { url: fork.url, auth: { apiKey: { variable: 'ES_KEY' } } } },
    });
    const { err } = await run(at, 'plan');
    assert.match(err, /no Elasticsearch is at http.*\n.*does not say that it is Elasticsearch/);
    at.close();
    await fork.close();
  });
  test('a target that names no server is refused in words', async () => {
    const at = other({});
    const { err, code } = await run(at, 'plan');
    assert.equal(code, 2);
    assert.match(
      err,
      /target staging names no server[\s\S]*give it grafana, or elastic, in platform\/targets\.ts/,
    );
    at.close();
  });
  test('a target without Grafana has no previews', async () => {
    const at = other({ elastic: elastic() });
    const { err, code } = await run(at, 'deploy', '--preview', 'branch');
    assert.equal(code, 2);
    assert.match(err, /target staging has no grafana/);
    at.close();
  });
  test('an account that may only read is told at the first write, which is the inventory’s', async () => {
    const at = other({ elastic: elastic() }, { ES_KEY: cluster.keys.reader }, 'both.ts');
    const { err, code } = await run(at, 'deploy', '--yes', '--force');
    assert.notEqual(code, 0);
    assert.match(err, /Elasticsearch forbids it[\s\S]*is unauthorized[\s\S]*cluster privileges manage_ilm/);
    at.close();
  });
});

test('no output of them all shows a credential', () => {
  const hidden = [
    secrets.DB_PASSWORD,
    grafana.token,
    ...Object.values(cluster.keys),
    ...Object.values(kibana.keys),
  ];
  for (const { out, err } of said)
    for (const secret of hidden) assert.ok(!`${out}${err}`.includes(secret), 'a secret was told');
});
