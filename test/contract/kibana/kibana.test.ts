import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type Ask, asker } from '../elasticsearch/ask.ts';
import { type Kibana, keys, startKibana } from './kibana.ts';
import type { Version } from './profile.ts';

// What the stand-in enforces as Kibana does: a client that gets any of it wrong is to notice here.

interface Server {
  readonly kibana: Kibana;
  readonly ask: Ask;
  /** Imports lines; `overwrite=true` unless told. */
  readonly importing: (lines: readonly object[], query?: string, name?: string) => ReturnType<Ask>;
}

async function serverOf(version: Version): Promise<Server> {
  const kibana = await startKibana({ version });
  after(() => kibana.close());
  const ask = asker(kibana.url, keys.admin, { 'kbn-xsrf': 'test' });
  const importing: Server['importing'] = (lines, query = 'overwrite=true', name = 'a.ndjson') =>
    ask(
      `POST /api/saved_objects/_import?${query}`,
      [
        '--x',
        `Content-Disposition: form-data; name="file"; filename="${name}"`,
        '',
        lines.map((line) => JSON.stringify(line)).join('\n'),
        '--x--',
        '',
      ].join('\r\n'),
      { 'content-type': 'multipart/form-data; boundary=x' },
    );
  return { kibana, ask, importing };
}

const view = {
  type: 'index-pattern',
  id: 'logs',
  attributes: { title: 'logs-*', name: 'Logs' },
  references: [],
  coreMigrationVersion: '8.8.0',
  typeMigrationVersion: '8.0.0',
};
const dashboard = (references: readonly object[] = []) => ({
  type: 'dashboard',
  id: 'd',
  attributes: { title: 'D', panelsJSON: '[{"a":1,"b":2}]', optionsJSON: '{}' },
  references,
  coreMigrationVersion: '8.8.0',
  typeMigrationVersion: '8.7.0',
});
const lens = (typeMigrationVersion?: string) => ({
  ...view,
  type: 'lens',
  id: 'l',
  attributes: { title: 'L' },
  ...(typeMigrationVersion === undefined ? { typeMigrationVersion: undefined } : { typeMigrationVersion }),
});

describe('who is let in, and with what', () => {
  test('a write without the header that no page of others can set is refused', async () => {
    const { kibana } = await serverOf('8.8');
    const bare = asker(kibana.url, keys.admin);
    const { status, body } = await bare('POST /api/saved_objects/_export', { type: 'dashboard' });
    assert.deepEqual([status, body.message], [400, 'Request must contain a kbn-xsrf header.']);
    assert.equal((await bare('GET /api/status')).status, 200);
    const old = await bare('POST /api/saved_objects/_export', { type: 'tag' }, { 'kbn-version': '7.0.0' });
    assert.deepEqual(old.body.attributes, { expected: '8.8.2', got: '7.0.0' });
  });
  test('a stranger learns that it is well, and not which version it is; anything else is 401', async () => {
    const { ask } = await serverOf('8.8');
    const stranger = { authorization: 'ApiKey bm90OmtleQ==' };
    const { status, body } = await ask('GET /api/status', undefined, stranger);
    assert.deepEqual([status, body], [200, { status: { overall: { level: 'available' } } }]);
    const other = await ask('GET /api/spaces/space/default', undefined, stranger);
    assert.deepEqual([other.status, other.body.error], [401, 'Unauthorized']);
  });
  test('rights are given by space, and an export tells what it may not read one by one', async () => {
    const { kibana, ask } = await serverOf('8.8');
    kibana.byHand.space('team');
    const local = { authorization: `ApiKey ${keys.local}` };
    const objects = [{ type: 'dashboard', id: 'd' }];
    const there = await ask('POST /s/team/api/saved_objects/_export', { objects }, local);
    assert.deepEqual([there.status, there.body.attributes.objects[0].error.statusCode], [400, 403]);
    assert.equal((await ask('GET /api/spaces/space/team', undefined, local)).status, 403);
  });
});

describe('import', () => {
  test('is refused with status 200 where a data view is missing, and nothing is written', async () => {
    const { kibana, importing } = await serverOf('8.8');
    const { status, body } = await importing([
      { ...view, id: 'other' },
      dashboard([{ type: 'index-pattern', id: 'logs', name: 'a' }]),
    ]);
    assert.equal(status, 200);
    assert.equal(body.success, false);
    assert.deepEqual(body.errors[0].error, {
      type: 'missing_references',
      references: [{ type: 'index-pattern', id: 'logs' }],
    });
    assert.equal(body.successCount, 1, 'what was not written is counted all the same');
    assert.equal(kibana.store.objects.length, 0);
  });
  test('looks up data views and searches only', async () => {
    const { importing } = await serverOf('8.8');
    const loose = dashboard([
      { type: 'lens', id: 'none', name: 'a' },
      { type: 'tag', id: 'none', name: 'b' },
    ]);
    assert.equal((await importing([loose])).body.success, true);
    const search = dashboard([{ type: 'search', id: 'none', name: 'a' }]);
    assert.equal((await importing([search])).body.success, false);
  });
  test('leaves out lists that are empty, and says overwrite only of what was there', async () => {
    const { importing } = await serverOf('8.8');
    const first = (await importing([view])).body;
    assert.ok(!('errors' in first) && !('overwrite' in first.successResults[0]));
    assert.deepEqual(first.successResults[0].meta, { title: 'Logs', icon: 'indexPatternApp' });
    assert.equal((await importing([view])).body.successResults[0].overwrite, true);
    const conflict = (await importing([view], 'overwrite=false')).body;
    assert.deepEqual([conflict.errors[0].error.type, 'successResults' in conflict], ['conflict', false]);
  });
  test('goes on without a type that it does not know', async () => {
    const { kibana, importing } = await serverOf('8.8');
    const { body } = await importing([view, { ...view, type: 'novelty' }]);
    assert.deepEqual([body.success, body.errors[0].error.type], [false, 'unsupported_type']);
    assert.equal(kibana.store.objects.length, 1);
  });
  test('of Lens as of 8.9 is refused by 8.8 as a whole, and taken by later releases', async () => {
    for (const [version, status] of [
      ['8.8', 422],
      ['8.19', 200],
      ['9.5', 200],
    ] as const) {
      const { kibana, importing } = await serverOf(version);
      const reply = await importing([view, lens('8.9.0')]);
      assert.equal(reply.status, status, version);
      assert.equal(kibana.store.objects.length, status === 200 ? 2 : 0);
    }
  });
  test('of what is ahead of the server itself is refused as well', async () => {
    const { importing } = await serverOf('8.8');
    const { status, body } = await importing([{ ...view, coreMigrationVersion: '8.9.0' }]);
    assert.equal(status, 422);
    assert.match(
      body.message,
      /"coreMigrationVersion" which belongs to a more recent version of Kibana \[8.9.0\]/,
    );
  });
  test('of Lens without a version runs migrations that it was not made for', async () => {
    const { importing } = await serverOf('8.8');
    assert.equal((await importing([lens()])).status, 500);
  });
  test('sets every date anew, and counts', async () => {
    const { kibana, importing } = await serverOf('8.8');
    await importing([view]);
    const [first] = kibana.store.objects;
    await importing([view]);
    const [second] = kibana.store.objects;
    assert.notEqual(second?.created_at, first?.created_at);
    assert.notEqual(second?.version, first?.version);
    assert.equal(second?.created_at, second?.updated_at);
  });
  test('writes the panels of an older dashboard anew, from 8.9 on', async () => {
    for (const version of ['8.8', '8.19'] as const) {
      const { kibana, importing } = await serverOf(version);
      await importing([dashboard()]);
      const { attributes, typeMigrationVersion } = kibana.store.objects[0] ?? {};
      const text = String(attributes?.panelsJSON);
      assert.equal(text === '[{"a":1,"b":2}]', version === '8.8');
      assert.deepEqual(JSON.parse(text), [{ a: 1, b: 2 }]);
      assert.equal(typeMigrationVersion, version === '8.8' ? '8.7.0' : '10.3.0');
    }
  });
  test('of an id that another space has makes a copy without a word, except for data views', async () => {
    const { kibana, importing } = await serverOf('8.8');
    kibana.byHand.create('dashboard', 'd', {}, 'team');
    const { body } = await importing([dashboard()]);
    assert.match(body.successResults[0].destinationId, /^copy-\d+-d$/);
    kibana.byHand.create('index-pattern', 'logs', {}, 'team');
    assert.ok(!('destinationId' in (await importing([view])).body.successResults[0]));
  });
  test('refuses what no browser would send', async () => {
    const { importing } = await serverOf('8.8');
    assert.match(
      (await importing([view], 'overwrite=true', 'a.json')).body.message,
      /Invalid file extension \.json/,
    );
    assert.match(
      (await importing([view], 'overwrite=true&createNewCopies=true')).body.message,
      /cannot use \[overwrite\]/,
    );
    assert.match(
      (await importing([view, view])).body.message,
      /Non-unique import objects detected: \[index-pattern:logs/,
    );
  });
});

describe('export', () => {
  test('has its keys in order, its summary last, and no end of line', async () => {
    const { ask, importing, kibana } = await serverOf('8.8');
    await importing([view]);
    const response = await fetch(`${kibana.url}/api/saved_objects/_export`, {
      method: 'POST',
      headers: { authorization: `ApiKey ${keys.admin}`, 'kbn-xsrf': 'x', 'content-type': 'application/json' },
      body: JSON.stringify({ objects: [{ type: 'index-pattern', id: 'logs' }] }),
    });
    const lines = (await response.text()).split('\n');
    assert.equal(lines.length, 2);
    assert.deepEqual(Object.keys(JSON.parse(lines[0] ?? '')), Object.keys(JSON.parse(lines[0] ?? '')).sort());
    assert.equal(JSON.parse(lines[1] ?? '').exportedCount, 1);
    assert.equal(response.headers.get('content-type'), 'application/ndjson');
    const alone = { objects: [{ type: 'index-pattern', id: 'logs' }], excludeExportDetails: true };
    assert.equal((await ask('POST /api/saved_objects/_export', alone)).body.id, 'logs');
  });
  test('of what is not there is a bad request that tells 404 inside', async () => {
    const { ask } = await serverOf('8.8');
    const { status, body } = await ask('POST /api/saved_objects/_export', {
      objects: [{ type: 'tag', id: 'x' }],
    });
    assert.deepEqual([status, body.attributes.objects[0].error.statusCode], [400, 404]);
    assert.equal((await ask('POST /api/saved_objects/_export', {})).status, 400);
    assert.equal((await ask('POST /api/saved_objects/_export', { objects: [], type: 'tag' })).status, 400);
  });
});

describe('spaces, roles, data views, dashboards', () => {
  test('a space gets a colour and initials, is made once, and takes what is in it along', async () => {
    const { ask, kibana } = await serverOf('8.8');
    const { body } = await ask('POST /api/spaces/space', { id: 'team', name: 'Team' });
    assert.match(body.color, /^#/);
    assert.equal(body.initials, 'TE');
    assert.equal((await ask('POST /api/spaces/space', { id: 'team', name: 'Team' })).status, 409);
    assert.equal((await ask('POST /api/spaces/space', { id: 'Team', name: 'Team' })).status, 400);
    kibana.byHand.create('dashboard', 'd', {}, 'team');
    assert.equal((await ask('DELETE /api/spaces/space/team')).status, 204);
    assert.equal(kibana.store.objects.length, 0);
    assert.equal((await ask('DELETE /api/spaces/space/default')).status, 400);
  });
  test('a role comes back with what nobody said, in another order; one that is built in is not written', async () => {
    const { ask } = await serverOf('8.8');
    const role = {
      elasticsearch: { indices: [{ names: ['a'], privileges: ['read'] }] },
      kibana: [
        { spaces: ['a'], base: ['read'] },
        { spaces: ['b'], feature: { discover: ['read'] } },
      ],
    };
    assert.equal((await ask('PUT /api/security/role/r', role)).status, 204);
    const { body } = await ask('GET /api/security/role/r');
    assert.equal(body.elasticsearch.indices[0].allow_restricted_indices, false);
    assert.deepEqual(
      body.kibana.map(({ spaces }: { spaces: string[] }) => spaces[0]),
      ['b', 'a'],
    );
    assert.equal((await ask('PUT /api/security/role/kibana_admin', role)).status, 400);
    const both = { kibana: [{ base: ['all'], feature: { discover: ['read'] } }] };
    assert.equal((await ask('PUT /api/security/role/r', both)).status, 400);
  });
  test('a data view of the same name is refused, and replaced whatever its id where told to', async () => {
    const { ask, kibana } = await serverOf('8.8');
    const body = (id: string) => ({ data_view: { id, title: 'logs-*', name: 'Logs' } });
    await ask('POST /api/data_views/data_view', body('one'));
    const second = await ask('POST /api/data_views/data_view', body('two'));
    assert.deepEqual([second.status, second.body.message], [400, 'Duplicate data view: Logs']);
    await ask('POST /api/data_views/data_view', { ...body('two'), override: true });
    assert.deepEqual(
      kibana.store.objects.map(({ id }) => id),
      ['two'],
    );
  });
  test('dashboards are resources of their own in 9.5: upserted, filled in, replaced as a whole', async () => {
    assert.equal((await (await serverOf('8.19')).ask('GET /api/dashboards/d')).status, 404);
    const { ask } = await serverOf('9.5');
    assert.equal((await ask('PUT /api/dashboards/d', { title: 'D', tags: ['a'] })).status, 201);
    assert.equal((await ask('PUT /api/dashboards/d', { title: 'E' })).status, 200);
    const { body } = await ask('GET /api/dashboards/d');
    assert.deepEqual([body.data.title, body.data.tags, body.data.description], ['E', [], '']);
    assert.equal(body.data.options.use_margins, true);
    assert.equal((await ask('PUT /api/dashboards/d', { title: 'E', unknown: 1 })).status, 400);
    assert.equal((await ask('DELETE /api/dashboards/d')).status, 204);
  });
});
