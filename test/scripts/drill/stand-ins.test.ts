import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startStandIns } from '../../../scripts/drill/stand-ins/http.ts';
import type { Listening } from '../../../scripts/drill/stand-ins/listening.ts';
import { readMail } from '../../../scripts/drill/stand-ins/receivers.ts';
import { readSlip } from '../../../scripts/drill/stand-ins/slip.ts';
import { createTargets } from '../../../scripts/drill/stand-ins/targets.ts';

describe('a slip', () => {
  test('says who was told of which alerts, and which are over', () => {
    assert.deepEqual(
      readSlip('team firing;alertname=Slow;seen=inside resolved;alertname=Gone;severity=critical'),
      {
        receiver: 'team',
        alerts: [
          { alert: 'Slow', labels: { seen: 'inside' }, over: false },
          { alert: 'Gone', labels: { severity: 'critical' }, over: true },
        ],
      },
    );
  });

  test('is found in a mail, also where its line was folded', () => {
    const mail = 'Subject: x\nX-Drill: digest firing;alertname=A\n resolved;alertname=B\n\ntext';
    const found = readMail(mail);
    assert.equal(found?.receiver, 'digest');
    assert.deepEqual(
      found?.alerts.map(({ alert, over }) => [alert, over]),
      [
        ['A', false],
        ['B', true],
      ],
    );
    assert.equal(readMail('Subject: x\n\nX-Drill is no header here'), undefined);
  });
});

describe('the systems that automation acts on', () => {
  const targets = createTargets();
  let server: Listening;
  before(async () => {
    server = await startStandIns(targets.standIns);
  });
  after(() => server.close());

  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text(), etag: answer.headers.get('etag') ?? '' };
  };

  test('a control keeps its state, and refuses who saw an older one', async () => {
    const path = '/control/v1/controls/circuit-breaker';
    const first = await ask('GET', path);
    assert.equal(
      (await ask('PUT', path, { state: { enabled: true } }, { 'if-match': first.etag })).status,
      200,
    );
    assert.equal((await ask('PUT', path, { state: 'x' }, { 'if-match': first.etag })).status, 412);
    assert.equal((await ask('GET', path)).text, '{"state":{"enabled":true}}');
  });

  test('a deployment is scaled from the version that is there', async () => {
    const path = '/kubernetes/apis/apps/v1/namespaces/a/deployments/b/scale';
    const scaled = { metadata: { resourceVersion: '1' }, spec: { replicas: 5 } };
    assert.equal((await ask('PATCH', path, scaled)).status, 200);
    assert.equal((await ask('PATCH', path, scaled)).status, 409);
    assert.match((await ask('GET', path)).text, /"replicas":5/);
  });

  test('an issue that was written is listed', async () => {
    const path = '/github/repos/example/drill/issues';
    assert.equal((await ask('POST', path, { title: 'T', body: 'B' })).status, 201);
    assert.match((await ask('GET', `${path}?state=all`)).text, /"number":1,"title":"T"/);
  });

  test('what is out of order fails every change, and no question', async () => {
    targets.broken = true;
    const path = '/control/v1/controls/other';
    assert.equal((await ask('PUT', path, { state: 1 })).status, 500);
    assert.equal((await ask('GET', path)).status, 200);
    targets.broken = false;
    assert.deepEqual(targets.changes.at(-1), 'PUT control/v1/controls/other');
  });

  test('nobody stands in for what is not known', async () => {
    assert.deepEqual((await ask('GET', '/nowhere/x')).status, 404);
  });
});
