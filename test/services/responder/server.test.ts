import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { bodyLimit } from '../../../services/responder/door.ts';
import { alert, deliver, post, start, token } from './running.ts';

const errors = { response: 'high_error_rate' };

describe('the door', () => {
  test('refuses who has no token, or a wrong one, before it reads anything', async (t) => {
    const { url, audit } = await start(t);
    for (const bearer of ['', 'wrong', `${token}x`, token.slice(1)]) {
      const { status, body } = await post(url, '/v1/automation', 'not even JSON', bearer);
      assert.equal(status, 401);
      assert.equal(body.error, 'a bearer token is wanted: that of RESPONDER_TOKEN');
    }
    assert.equal(audit().length, 0);
    assert.match(await metrics(url), /^framework_automation_requests_total\{result="unauthorized".*\} 4$/m);
  });

  test('says what is wrong with a body', async (t) => {
    const { url } = await start(t);
    const bodies: readonly (readonly [unknown, RegExp])[] = [
      ['{', /the body is no JSON/],
      ['null', /the body: /],
      [{ version: '3', alerts: [alert({})] }, /version: /],
      [{ version: '4', alerts: [] }, /alerts: /],
      [{ version: '4', alerts: [{ ...alert({}), startsAt: 'yesterday' }] }, /alerts\.0\.startsAt: /],
      [{ version: '4', alerts: [{ ...alert({}), labels: { a: 1 } }] }, /alerts\.0\.labels\.a: /],
      [{ version: '4', alerts: [{ ...alert({}), status: 'maybe' }] }, /alerts\.0\.status: /],
      [{ version: '4', alerts: Array.from({ length: 1001 }, () => alert({})) }, /alerts: /],
    ];
    for (const [body, said] of bodies) {
      const answer = await post(url, '/v1/automation', body);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body.error), said);
    }
    assert.match(await metrics(url), /^framework_automation_requests_total\{result="malformed".*\} 8$/m);
  });

  test('does not read a body that is too long, announced or not', async (t) => {
    const { url } = await start(t);
    const announced = await post(url, '/v1/automation', 'x'.repeat(bodyLimit + 1)).catch((error) => error);
    // The answer may be lost when the connection ends while the body is still on its way.
    if (!(announced instanceof Error)) assert.equal(announced.status, 413);
    const status = await new Promise<number | string | undefined>((resolve) => {
      const sending = request(
        `${url}/v1/automation`,
        { method: 'POST', headers: { authorization: `Bearer ${token}` } },
        (answer) => resolve(answer.statusCode),
      );
      sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      const more = (): void => {
        if (!sending.destroyed && sending.write('x'.repeat(65_536))) setImmediate(more);
        else sending.once('drain', more);
      };
      more();
    });
    assert.ok(status === 413 || status === 'ECONNRESET' || status === 'EPIPE', String(status));
    assert.equal((await deliver(url, 'automation', alert({ labels: errors }))).status, 200);
  });

  test('survives what is no HTTP, and a body that ends early', async (t) => {
    const { url } = await start(t);
    const { port } = new URL(url);
    const send = (text: string) =>
      new Promise<string>((resolve) => {
        let heard = '';
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
        socket.setEncoding('utf8').on('data', (piece) => {
          heard += piece;
        });
        socket.on('close', () => resolve(heard)).on('error', () => {});
        setTimeout(() => socket.end(), 50);
      });
    assert.match(await send('what?\r\n\r\n'), /^HTTP\/1\.1 400/);
    const head = `POST /v1/automation HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 100\r\n\r\n{`;
    await send(head);
    assert.equal((await deliver(url, 'automation', alert({ labels: errors }))).status, 200);
  });

  test('knows its paths and their methods', async (t) => {
    const { url } = await start(t);
    assert.equal((await fetch(`${url}/`)).status, 404);
    assert.equal((await fetch(`${url}/v1/automation`)).status, 405);
    assert.equal((await fetch(`${url}/metrics`, { method: 'POST' })).status, 405);
    assert.equal((await post(url, '/v1/episodes/1/dance', { by: 'ada' })).status, 404);
    assert.equal((await post(url, '/v1/episodes/1/end', {})).status, 400);
    const health = await fetch(`${url}/healthz`);
    assert.deepEqual(await health.json(), { healthy: true, queued: 0, queueAge: 0 });
  });

  test('lets nobody decide while there is no token for deciding', async (t) => {
    const { url } = await start(t, { RESPONDER_OPERATOR_TOKEN: '' });
    const { status, body } = await post(url, '/v1/episodes/1/acknowledgement', { by: 'ada' });
    assert.equal(status, 403);
    assert.match(String(body.error), /RESPONDER_OPERATOR_TOKEN is not set/);
  });
});

const metrics = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();
