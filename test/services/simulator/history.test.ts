import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { ownJobs } from '../../../catalog/index.ts';
import { createSimulator, type HistoryFile } from '../../../services/simulator/index.ts';

/** Half an hour after a block of Prometheus began, on a Wednesday morning. */
const end = 1_767_744_000 + 10.5 * 3600;
const hours = 3;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
};

describe('history', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-history-'));
  const data = join(dir, 'data');
  const simulator = createSimulator({ seed: 11, start: end - hours * 3600 });
  let files: readonly HistoryFile[] = [];

  before(async () => {
    const instances = { 'claude-framework': '127.0.0.1:8080' };
    files = await simulator.writeHistory({ dir: join(dir, 'history'), end, hours, instances });
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  test('is cut where Prometheus cuts its blocks', () => {
    assert.deepEqual(
      files.map(({ from, to }) => [from % 7200, to % 7200]),
      [
        [5400, 7140],
        [0, 7140],
        [0, 1800],
      ],
    );
    assert.equal(files.at(-1)?.to, end);
    assert.equal(simulator.clock, end);
  });

  test('is OpenMetrics, a family once per file, with the labels that scraping adds', () => {
    for (const { path, samples } of files) {
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
      assert.equal(lines.at(-1), '# EOF');
      const types = lines.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2]);
      assert.equal(new Set(types).size, types.length);
      assert.ok(types.includes('framework_command_executions'));
      const values = lines.filter((line) => !line.startsWith('#'));
      assert.equal(values.length, samples);
      for (const line of values)
        assert.match(line, /^[a-z_]+\{job="[a-z-]+",instance="[^"]+"[,}].* -?[0-9.e-]+ \d+$/);
    }
  });

  test('the same seed writes the same bytes', async () => {
    const again = createSimulator({ seed: 11, start: end - hours * 3600 });
    const instances = { 'claude-framework': '127.0.0.1:8080' };
    const copies = await again.writeHistory({ dir: join(dir, 'again'), end, hours, instances });
    for (const [at, { path }] of copies.entries()) {
      assert.ok(readFileSync(path).equals(readFileSync(files[at]?.path ?? '')));
    }
  });

  test('promtool imports it, and Prometheus answers from it', async () => {
    for (const { path } of files) {
      const run = spawnSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', path, data], {
        encoding: 'utf8',
      });
      assert.equal(run.status, 0, run.stdout + run.stderr);
    }
    const config = join(dir, 'prometheus.yml');
    writeFileSync(config, 'global: {scrape_interval: 15s}\n');
    const port = await freePort();
    const prometheus = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    const gone = once(prometheus, 'exit');
    try {
      const ask = async (
        query: string,
        time = end,
      ): Promise<readonly { metric: object; value: [number, string] }[]> => {
        const url = `http://127.0.0.1:${port}/api/v1/query?time=${time}&query=${encodeURIComponent(query)}`;
        const answer = (await (await fetch(url)).json()) as { data: { result: [] } };
        return answer.data.result;
      };
      for (let tries = 0; tries < 100; tries++) {
        if ((await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined))?.ok) break;
        await pause(100);
      }

      const up = await ask('sum by (job) (up)');
      assert.deepEqual(
        up.map(({ metric, value }) => [metric, value[1]]),
        ownJobs.map(({ name }) => [{ job: name }, '1']).toSorted(),
      );

      // Rates over five minutes exist from the first minutes to the last, across the block's edge.
      const rate = 'sum(rate(framework_command_executions_total{instance="127.0.0.1:8080"}[5m]))';
      for (const time of [end - hours * 3600 + 300, Math.floor(end / 7200) * 7200 + 60, end]) {
        assert.ok(Number((await ask(rate, time))[0]?.value[1]) > 0, String(time));
      }

      // What was written last is what the live endpoint goes on from.
      const live = (await simulator.metrics('claude-framework').families())
        .find((family) => family.name === 'framework_command_executions_total')
        ?.samples.reduce((all, { value }) => all + value, 0);
      assert.equal(Number((await ask('sum(framework_command_executions_total)'))[0]?.value[1]), live);

      // Bucket bounds are spelled as a scrape spells them, and quantiles work.
      const p95 = 'histogram_quantile(0.95, sum by (le) (rate(framework_response_time_seconds_bucket[1h])))';
      const seconds = Number((await ask(p95))[0]?.value[1]);
      assert.ok(seconds > 0.1 && seconds < 0.2, String(seconds));
      assert.equal((await ask('count(framework_response_time_seconds_bucket{le="1"}) > 0')).length, 1);
    } finally {
      prometheus.kill('SIGTERM');
      await gone;
    }
  });
});
