import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '#lib';
import { exposedBy } from '../../../catalog/index.ts';
import { framework } from '../../../catalog/jobs.ts';
import { createMetrics, listen } from '../../../services/instrumentation/index.ts';

const metrics = createMetrics({ metrics: exposedBy(framework), labels: { environment: 'test' } });

describe('endpoint', () => {
  test('serves the exposition on the loopback, at /metrics only', async () => {
    const endpoint = await listen(metrics, { port: 0 });
    try {
      assert.equal(endpoint.url, `http://127.0.0.1:${endpoint.port}/metrics`);
      const answer = await fetch(endpoint.url);
      assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
      assert.equal(await answer.text(), await metrics.exposition());
      assert.equal((await fetch(new URL('/', endpoint.url))).status, 404);
      assert.equal((await fetch(endpoint.url, { method: 'POST' })).status, 405);
    } finally {
      await endpoint.close();
    }
  });

  test('says so when the port is taken', async () => {
    const endpoint = await listen(metrics, { port: 0 });
    try {
      await assert.rejects(
        listen(metrics, { port: endpoint.port }),
        (error: unknown) =>
          error instanceof Failure &&
          error.message === `Cannot serve metrics on 127.0.0.1:${endpoint.port}.` &&
          error.detail.why === 'another process listens on it',
      );
    } finally {
      await endpoint.close();
    }
  });
});
