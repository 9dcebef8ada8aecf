import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serverOf } from './ask.ts';
import { keys } from './elasticsearch.ts';
import { versions } from './profile.ts';

// What the stand-in enforces as Elasticsearch does: a client that gets any of it wrong is to notice here.

const template = { template: { settings: { number_of_shards: 5 } } };

describe('who is let in, and with what', () => {
  test('whoever asks learns that it is Elasticsearch, by a header of every answer', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    for (const request of ['GET /', 'GET /_component_template/none', 'GET /nowhere/at/all'] as const)
      assert.equal((await ask(request)).headers.get('x-elastic-product'), 'Elasticsearch', request);
  });
  test('a key that is not known is refused with 401, and one without rights with 403', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    const wrong = await ask('GET /', undefined, { authorization: 'ApiKey bm90OmtleQ==' });
    assert.equal(wrong.status, 401);
    assert.equal(wrong.body.error.type, 'security_exception');
    const reader = { authorization: `ApiKey ${keys.reader}` };
    assert.equal((await ask('GET /', undefined, reader)).status, 200);
    assert.equal((await ask('PUT /_component_template/a', template, reader)).status, 403);
  });
  test('a user with a password is let in', async () => {
    const { cluster, ask } = await serverOf({ version: '8.8' });
    const { name, password } = cluster.user;
    const basic = { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
    assert.equal((await ask('GET /', undefined, basic)).status, 200);
  });
  test('8 sends a client of 9 away, 9 takes one of 8, and both take plain JSON', async () => {
    const type = (major: number) => ({
      accept: `application/vnd.elasticsearch+json; compatible-with=${major}`,
    });
    for (const [version, major, status] of [
      ['8.8', 9, 400],
      ['8.8', 8, 200],
      ['9.5', 8, 200],
      ['9.5', 9, 200],
    ] as const) {
      const { ask } = await serverOf({ version });
      const reply = await ask('GET /', undefined, type(major));
      assert.equal(reply.status, status, `${version} asked as ${major}`);
      if (status === 400) assert.equal(reply.body.error.type, 'media_type_header_exception');
      assert.equal((await ask('GET /')).status, 200);
    }
  });
});

describe('templates', () => {
  test('settings come back nested, and every value of them is a text', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_component_template/a', {
      template: { settings: { number_of_shards: 5, 'index.hidden': true } },
    });
    const { body } = await ask('GET /_component_template/a');
    assert.deepEqual(body.component_templates[0].component_template, {
      template: { settings: { index: { number_of_shards: '5', hidden: 'true' } } },
    });
  });
  test('a setting that is unknown, or no number, is refused', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    for (const settings of [{ number_of_sharks: 1 }, { number_of_shards: 'many' }])
      assert.equal((await ask('PUT /_component_template/a', { template: { settings } })).status, 400);
  });
  test('a key that is unknown is refused: its parsers are strict', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    const { status, body } = await ask('PUT /_component_template/a', { ...template, tempalte: {} });
    assert.deepEqual([status, body.error.type], [400, 'x_content_parse_exception']);
  });
  test('when they were made is told from 9.2 on', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      await ask('PUT /_component_template/a', template);
      await ask('PUT /_ingest/pipeline/a', { processors: [] });
      const [component] = (await ask('GET /_component_template/a')).body.component_templates;
      const pipeline = (await ask('GET /_ingest/pipeline/a')).body.a;
      const isDated = version === '9.5';
      assert.equal('created_date_millis' in component.component_template, isDated);
      assert.equal('modified_date_millis' in pipeline, isDated);
    }
  });
  test('a data stream comes back with its defaults, an alias with two routings', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_index_template/a', {
      index_patterns: 'a-*',
      data_stream: {},
      template: { aliases: { all: { routing: 'x' } } },
    });
    const { index_template: found } = (await ask('GET /_index_template/a')).body.index_templates[0];
    assert.deepEqual(found.data_stream, { hidden: false, allow_custom_routing: false });
    assert.deepEqual(found.template.aliases.all, { index_routing: 'x', search_routing: 'x' });
    assert.deepEqual(found.index_patterns, ['a-*']);
  });
  test('a missing list of components is absent in 8 and empty in 9', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      await ask('PUT /_index_template/a', { index_patterns: ['a'] });
      const { index_template: found } = (await ask('GET /_index_template/a')).body.index_templates[0];
      assert.deepEqual(found.composed_of, version === '9.5' ? [] : undefined);
    }
  });
  test('two that fit the same index with the same priority are one too many', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_index_template/a', { index_patterns: ['logs-*'], priority: 10 });
    const second = await ask('PUT /_index_template/b', { index_patterns: ['*-error'], priority: 10 });
    assert.equal(second.status, 400);
    assert.match(
      second.body.error.reason,
      /matching patterns from existing templates \[a\] .* same priority \[10\]/,
    );
    assert.equal(
      (await ask('PUT /_index_template/b', { index_patterns: ['*-error'], priority: 11 })).status,
      200,
    );
  });
  test('a component that is not there is refused, and one that is used stays', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    const body = { index_patterns: ['a'], composed_of: ['parts'] };
    const early = await ask('PUT /_index_template/a', body);
    assert.deepEqual([early.status, early.body.error.type], [400, 'invalid_index_template_exception']);
    await ask('PUT /_component_template/parts', template);
    await ask('PUT /_index_template/a', body);
    const used = await ask('DELETE /_component_template/parts');
    assert.equal(used.status, 400);
    assert.match(used.body.error.reason, /still in use by index templates \[a\]/);
  });
  test('what is not there is told in a way of its own by each of them', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    for (const [path, type] of [
      ['/_component_template/x', 'resource_not_found_exception'],
      ['/_index_template/x', 'resource_not_found_exception'],
      ['/_ilm/policy/x', 'resource_not_found_exception'],
      ['/_slm/policy/x', 'resource_not_found_exception'],
      ['/_snapshot/x', 'repository_missing_exception'],
    ] as const) {
      const { status, body } = await ask(`GET ${path}`);
      assert.deepEqual([status, body.error.type], [404, type], path);
    }
    const pipeline = await ask('GET /_ingest/pipeline/x');
    assert.deepEqual([pipeline.status, pipeline.body], [404, {}]);
    assert.equal(
      (await ask('DELETE /_index_template/x')).body.error.type,
      'index_template_missing_exception',
    );
  });
});

describe('policies and repositories', () => {
  const policy = {
    policy: { phases: { hot: { actions: {} }, delete: { min_age: '7d', actions: { delete: {} } } } },
  };
  test('a phase that does not say when begins at once, and a deletion takes snapshots along', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_ilm/policy/a', policy);
    const { phases } = (await ask('GET /_ilm/policy/a')).body.a.policy;
    assert.equal(phases.hot.min_age, '0ms');
    assert.deepEqual(phases.delete.actions.delete, { delete_searchable_snapshot: true });
  });
  test('the same policy again is a new version in 8.8 and nothing in later ones', async () => {
    for (const version of versions) {
      const { ask } = await serverOf({ version });
      await ask('PUT /_ilm/policy/a', policy);
      await ask('PUT /_ilm/policy/a', policy);
      assert.equal((await ask('GET /_ilm/policy/a')).body.a.version, version === '8.8' ? 2 : 1);
    }
  });
  test('a policy that waits for snapshots needs their policy, and that a repository', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    const waiting = {
      policy: { phases: { delete: { actions: { wait_for_snapshot: { policy: 'daily' } } } } },
    };
    const daily = { schedule: '0 30 1 * * ?', name: 'n', repository: 'r', config: {}, retention: {} };
    assert.match(
      (await ask('PUT /_ilm/policy/a', waiting)).body.error.reason,
      /must exist before it can be referenced/,
    );
    assert.match((await ask('PUT /_slm/policy/daily', daily)).body.error.reason, /no such repository \[r\]/);
    await ask('PUT /_snapshot/r', { type: 's3', settings: { bucket: 'b' } });
    assert.equal((await ask('PUT /_slm/policy/daily', daily)).status, 200);
    assert.equal((await ask('PUT /_ilm/policy/a', waiting)).status, 200);
  });
  test('a policy that indices follow cannot go', async () => {
    const { cluster, ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_ilm/policy/a', policy);
    cluster.byHand.index('logs', {}, { index: { lifecycle: { name: 'a' } } });
    const { status, body } = await ask('DELETE /_ilm/policy/a');
    assert.equal(status, 400);
    assert.match(body.error.reason, /in use by one or more indices: \[logs\]/);
  });
  test('a phase without a name, or an age without a unit, is refused', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    for (const phases of [{ tepid: { actions: {} } }, { hot: { min_age: '7', actions: {} } }])
      assert.equal((await ask('PUT /_ilm/policy/a', { policy: { phases } })).status, 400);
  });
  test('settings of a repository come back as texts, and keys are refused among them', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_snapshot/r', { type: 's3', settings: { bucket: 'b', compress: true, chunk_size: 5 } });
    assert.deepEqual((await ask('GET /_snapshot/r')).body.r.settings, {
      bucket: 'b',
      compress: 'true',
      chunk_size: '5',
    });
    assert.equal((await ask('PUT /_snapshot/r', { type: 's3', settings: { secret_key: 'x' } })).status, 400);
  });
  test('a repository that no node can use is registered all the same', async () => {
    const { cluster, ask } = await serverOf({ version: '8.8' });
    cluster.store.unreachableBuckets.add('b');
    const body = { type: 's3', settings: { bucket: 'b' } };
    const { status, body: told } = await ask('PUT /_snapshot/r', body);
    assert.deepEqual([status, told.error.type], [500, 'repository_verification_exception']);
    assert.equal((await ask('GET /_snapshot/r')).status, 200);
    assert.equal((await ask('PUT /_snapshot/r?verify=false', body)).status, 200);
  });
});

describe('documents', () => {
  test('are created once, and replaced by who has seen the last state', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    const first = await ask('PUT /books/_doc/a?op_type=create', { n: 1 });
    assert.equal(first.status, 201);
    assert.equal((await ask('PUT /books/_doc/a?op_type=create', { n: 2 })).status, 409);
    const { _seq_no: seq, _primary_term: term } = first.body;
    assert.equal(
      (await ask(`PUT /books/_doc/a?if_seq_no=${seq}&if_primary_term=${term}`, { n: 3 })).status,
      200,
    );
    const late = await ask(`PUT /books/_doc/a?if_seq_no=${seq}&if_primary_term=${term}`, { n: 4 });
    assert.deepEqual([late.status, late.body.error.type], [409, 'version_conflict_engine_exception']);
    assert.deepEqual((await ask('GET /books/_doc/a')).body._source, { n: 3 });
  });
  test('make their index as its template says, and one that is there is not made twice', async () => {
    const { cluster, ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_index_template/a', { index_patterns: ['logs-*'], ...template });
    await ask('PUT /logs-1/_doc/a', {});
    assert.equal(cluster.store.indices.get('logs-1')?.settings['index.number_of_shards'], '5');
    const again = await ask('PUT /logs-1', {});
    assert.deepEqual([again.status, again.body.error.type], [400, 'resource_already_exists_exception']);
  });
  test('a pipeline that wants another version than there is is refused', async () => {
    const { ask } = await serverOf({ version: '8.8' });
    await ask('PUT /_ingest/pipeline/a', { processors: [], version: 3 });
    assert.equal((await ask('PUT /_ingest/pipeline/a?if_version=2', { processors: [] })).status, 400);
    assert.equal((await ask('PUT /_ingest/pipeline/a?if_version=3', { processors: [] })).status, 200);
  });
});
