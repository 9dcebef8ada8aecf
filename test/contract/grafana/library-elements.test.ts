import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Ask, serverOf } from './ask.ts';

const base = '/api/library-elements';
const panel = { uid: 'lib', name: 'Lib', kind: 1, model: { type: 'stat', description: 'D', title: 'T' } };
const told = async (ask: Ask, ...request: Parameters<Ask>) =>
  ask(...request).then(({ status, body }) => [status, body] as const);
const because = (status: number, message: string) => [status, { message, traceID: '' }];

describe('library elements', () => {
  test('come wrapped in a result, with type and description of the model', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask('POST /api/folders', { uid: 'team', title: 'Team' });
    const { status, body } = await ask(`POST ${base}`, { ...panel, folderUid: 'team' });
    assert.equal(status, 200);
    assert.deepEqual(
      [
        body.result.type,
        body.result.description,
        body.result.version,
        body.result.folderUid,
        body.result.meta.folderName,
      ],
      ['stat', 'D', 1, 'team', 'Team'],
    );
    assert.deepEqual((await ask(`GET ${base}/lib`)).body, body);
    assert.deepEqual((await ask(`GET ${base}/name/Lib`)).body.result, [body.result]);
    const list = (await ask(`GET ${base}?kind=1&perPage=1&page=1&folderFilterUIDs=team`)).body.result;
    assert.deepEqual([list.totalCount, list.page, list.perPage, list.elements], [1, 1, 1, [body.result]]);
    assert.equal((await ask(`GET ${base}?searchString=none`)).body.result.totalCount, 0);
  });
  test('are patched with their version and kind', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask(`POST ${base}`, panel);
    const patch = (body: object) => told(ask, `PATCH ${base}/lib`, body);
    assert.deepEqual(
      await patch({ kind: 1, name: 'New' }),
      because(412, 'the library element has been changed by someone else'),
    );
    assert.equal((await patch({ version: 1, name: 'New' }))[0], 400);
    const [status, body] = await patch({ kind: 1, version: 1, name: 'New' });
    assert.deepEqual(
      [status, body.result.name, body.result.version, body.result.model],
      [200, 'New', 2, panel.model],
    );
    assert.deepEqual(
      await patch({ kind: 1, version: 1 }),
      because(412, 'the library element has been changed by someone else'),
    );
  });
  test('are one of a name and of a uid', async () => {
    const { ask } = await serverOf({ version: '12' });
    await ask(`POST ${base}`, panel);
    const taken = because(400, 'library element with that name or UID already exists');
    assert.deepEqual(await told(ask, `POST ${base}`, { ...panel, uid: 'other' }), taken);
    assert.deepEqual(await told(ask, `POST ${base}`, { ...panel, name: 'Other' }), taken);
    assert.deepEqual(await told(ask, `GET ${base}/none`), because(404, 'library element could not be found'));
  });
  test('stay while a dashboard shows them, in a collapsed row too', async () => {
    const { ask } = await serverOf({ version: '12' });
    const { id } = (await ask(`POST ${base}`, panel)).body.result;
    const row = { type: 'row', panels: [{ id: 2, libraryPanel: { uid: 'lib', name: 'Lib' } }] };
    await ask('POST /api/dashboards/db', { dashboard: { uid: 'a', title: 'A', panels: [row] } });
    assert.deepEqual(
      await told(ask, `DELETE ${base}/lib`),
      because(403, 'the library element has connections'),
    );
    const [connection] = (await ask(`GET ${base}/lib/connections/`)).body.result;
    assert.equal(connection.connectionUid, 'a');
    assert.equal((await ask(`GET ${base}/lib`)).body.result.meta.connectedDashboards, 1);
    await ask('POST /api/dashboards/db', {
      dashboard: { uid: 'a', title: 'A', panels: [] },
      overwrite: true,
    });
    assert.deepEqual(await told(ask, `DELETE ${base}/lib`), [
      200,
      { id, message: 'Library element deleted' },
    ]);
  });
});
