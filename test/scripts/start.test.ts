import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { News } from '../../services/viewer/index.ts';
import { childrenOf } from '../support/children.ts';
import { withoutPrometheus } from '../support/promtool.ts';

// `npm start` as a user has it, whose Prometheus is killed under it.

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('a Prometheus that is killed under npm start', { skip: withoutPrometheus, timeout: 180_000 }, () => {
  let child: ChildProcess;
  let output = '';
  let page = '';
  const heard: News[] = [];
  const until = async (what: string, is: () => boolean): Promise<void> => {
    for (let tries = 0; !is(); tries++) {
      assert.ok(tries < 600 && child.exitCode === null, `no ${what}:\n${output}`);
      await sleep(100);
    }
  };
  const prometheus = (): readonly number[] => childrenOf(child.pid as number, /^(\S*\/)?prometheus /);
  const count = (part: string): number => output.split(part).length - 1;
  const asked = async (): Promise<{ status: number; text: string }> => {
    const reply = await fetch(`${page}/prometheus/api/v1/query?query=up`);
    return { status: reply.status, text: await reply.text() };
  };
  const kill = (): void => {
    const [pid] = prometheus();
    assert.ok(pid, 'a Prometheus runs');
    process.kill(pid, 'SIGKILL');
  };

  before(async () => {
    const start = ['--import', 'tsx', join(root, 'scripts/start.ts'), '--free-ports', '--hours', '0'];
    child = spawn(process.execPath, start, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => {
        output += text;
      });
    await until('page', () => /^Dashboards: \S+$/m.test(output));
    page = /^Dashboards: (\S+)$/m.exec(output)?.[1] ?? '';
    void listen();
    await until('news', () => heard.length > 0);
  });
  after(async () => {
    if (child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
  });

  async function listen(): Promise<void> {
    try {
      const { body } = await fetch(`${page}/events`);
      for await (const chunk of body as unknown as AsyncIterable<Uint8Array>)
        for (const [, news = ''] of Buffer.from(chunk)
          .toString()
          .matchAll(/^data: (.*)$/gm))
          heard.push(JSON.parse(news) as News);
    } catch {
      // The page was ended.
    }
  }

  it('is told in one line, and is started again with the same port while the page stays', async () => {
    const before = spawnSync('ps', ['-o', 'args=', '-p', String(prometheus()[0])], {
      encoding: 'utf8',
    }).stdout;
    const begun = Date.now();
    kill();
    await until('line', () => output.includes('Prometheus was ended by SIGKILL; starting it again'));
    assert.match(
      output,
      /^Prometheus was ended by SIGKILL; starting it again with the same data, 1 of at most 3 times in a row$/m,
    );
    await until('line of its return', () => output.includes('Prometheus answers again at http://127.0.0.1:'));
    const after = spawnSync('ps', ['-o', 'args=', '-p', String(prometheus()[0])], {
      encoding: 'utf8',
    }).stdout;
    assert.equal(after, before);
    const { status, text } = await asked();
    assert.equal(status, 200, text);
    // What was scraped before it was killed is still there.
    const moment = Math.floor(begun / 1000);
    const old = await fetch(`${page}/prometheus/api/v1/query?query=max_over_time(up[1h])&time=${moment}`);
    assert.ok(((await old.json()) as { data: { result: unknown[] } }).data.result.length > 0);
    assert.deepEqual(
      heard.filter(({ type }) => type === 'prometheus'),
      [{ type: 'prometheus' }, { type: 'prometheus' }],
    );
  });

  it('is given up after a few times in a row: the page goes on, and the terminal says what to do', async () => {
    for (const times of [2, 3]) {
      kill();
      await until('return', () => count('Prometheus answers again') === times);
    }
    kill();
    await until('error', () => /next: Ctrl-C, then npm start/.test(output));
    assert.match(
      output,
      /^error: Prometheus was ended by SIGKILL, and is not started again: it was 3 times in a row$/m,
    );
    assert.doesNotMatch(output, /promtool check config/);
    assert.deepEqual(prometheus(), []);
    const { status, text } = await asked();
    assert.equal(status, 502);
    assert.match(text, /Prometheus does not answer at .*: nothing listens there/);
    assert.equal((await fetch(page)).status, 200);
    assert.equal(heard.filter(({ type }) => type === 'prometheus').length, 7);
  });
});
