import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDatabase } from '../services/responder/index.ts';
import { Failure } from '../src/model/failure.ts';
import type { Figure } from './figure.ts';
import { median, root } from './process.ts';

const token = 'a-token-of-the-bench';
const rate = 500;

/** What came of one round. */
interface Round {
  /** Milliseconds from when each webhook was due to its answer, sorted. */
  readonly waits: readonly number[];
  readonly perSecond: number;
  /** Milliseconds of processor time that as many webhooks took. */
  readonly busy: number;
  readonly lost: number;
  readonly twice: number;
}

/** Measures rounds; what is lost or done twice in any of them counts. */
export async function measureResponder(
  seconds: number,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  const rounds: Round[] = [];
  for (let at = 1; at <= runs; at++)
    rounds.push(await round(seconds, (what) => say(`responder, ${at} of ${runs}: ${what}`)));
  const many = (rate * seconds).toLocaleString('en-US');
  const p99 = ({ waits }: Round): number => waits[Math.floor(waits.length * 0.99)] as number;
  const all = (of: (one: Round) => number): number => rounds.reduce((sum, one) => sum + of(one), 0);
  return [
    {
      id: 'responder-p99',
      what: `A webhook on the disk and answered, 99 of 100, at ${rate} a second`,
      value: median(rounds.map(p99)),
      unit: 'ms',
      goal: 1000,
    },
    {
      id: 'responder-slowest',
      what: `The slowest of ${many} such`,
      value: median(rounds.map(({ waits }) => waits.at(-1) as number)),
      unit: 'ms',
    },
    {
      id: 'responder-rate',
      what: 'Webhooks a second, as fast as it takes them over 64 connections',
      value: median(rounds.map(({ perSecond }) => perSecond)),
      unit: 'count',
    },
    {
      id: 'responder-busy',
      what: `Processor time of ${many} webhooks, which come within ${seconds} s`,
      value: median(rounds.map(({ busy }) => busy)),
      unit: 'ms',
      goal: seconds * 1000,
    },
    {
      id: 'responder-lost',
      what: `Lost of ${many} webhooks across a kill -9, in all rounds`,
      value: all(({ lost }) => lost),
      unit: 'count',
      goal: 0,
    },
    {
      id: 'responder-twice',
      what: 'Of the same, those that set off something twice',
      value: all(({ twice }) => twice),
      unit: 'count',
      goal: 0,
    },
  ];
}

/** Sends alerts to a responder in a process of its own, at a steady pace, as fast as it takes them, and while it is killed. */
async function round(seconds: number, say: (progress: string) => void): Promise<Round> {
  const folder = join(root, '.sightline/bench/responder');
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const fresh = async (name: string): Promise<Target> => {
    const database = join(folder, name, 'responder.db');
    rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(join(folder, name), { recursive: true });
    return { database, agent, ...(await startProcess(database, 0)) };
  };
  const count = rate * seconds;
  say(`${rate} webhooks a second`);
  const steady = await fresh('steady');
  const waits = await pace(steady, count);
  await end(steady.process, 'SIGTERM');

  say('as fast as it takes them');
  const fast = await fresh('fast');
  const [begun, before] = [performance.now(), processorTime(fast.process)];
  await crowd(fast, count);
  const perSecond = (count * 1000) / (performance.now() - begun);
  const busy = processorTime(fast.process) - before;
  await end(fast.process, 'SIGTERM');

  say('killed meanwhile');
  const killed = await fresh('killed');
  const sending = pace(killed, count);
  await sleep(seconds * 400);
  await end(killed.process, 'SIGKILL');
  const next = await startProcess(killed.database, Number(new URL(killed.url).port));
  await sending;
  await end(next.process, 'SIGTERM');
  agent.destroy();
  return { waits, perSecond, busy, ...missed(killed.database, count) };
}

interface Target {
  readonly database: string;
  readonly agent: Agent;
  readonly process: ChildProcess;
  readonly url: string;
}

async function startProcess(database: string, port: number): Promise<Pick<Target, 'process' | 'url'>> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/responder.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      RESPONDER_TOKEN: token,
      RESPONDER_DATABASE: database,
      RESPONDER_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  for (;;) {
    const url = /^responder: (\S+)$/m.exec(output)?.[1];
    if (url) return { process: child, url };
    if (child.exitCode !== null)
      throw new Failure('the responder did not start', {
        why: output,
        next: 'mend what it says, then run the bench again',
      });
    await sleep(20);
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Milliseconds for which a process has had a core, in all of its threads; nothing where there is no /proc. */
function processorTime({ pid }: ChildProcess): number {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return 0;
  // After the name, which may hold spaces: user and system time are the 12th and 13th, in hundredths of a second.
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const startsAt = new Date().toISOString();

/** The webhook of an alert that no other is like. */
const bodyOf = (number: number): string =>
  JSON.stringify({
    version: '4',
    groupKey: `{}:{number="${number}"}`,
    status: 'firing',
    receiver: 'responses',
    alerts: [
      {
        status: 'firing',
        labels: {
          alertname: 'FrameworkAutomationHighErrorRate',
          environment: 'production',
          response: 'high_error_rate',
          severity: 'critical',
          subject: 'availability',
        },
        annotations: { summary: 'Of all work, 7 % ends in an error.' },
        startsAt,
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: 'http://prometheus:9090/graph',
        fingerprint: number.toString(16).padStart(16, '0'),
      },
    ],
  });

function send({ url, agent }: Target, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}`, 'content-length': Buffer.byteLength(body) };
    const sending = request(`${url}/v1/automation`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode === 200));
    });
    sending.on('error', () => resolve(false)).end(body);
  });
}

/** Sends again what was not answered with yes, as Alertmanager does. */
async function insist(target: Target, number: number): Promise<void> {
  const body = bodyOf(number);
  for (const until = Date.now() + 60_000; !(await send(target, body)); await sleep(250))
    if (Date.now() > until)
      throw new Failure('the responder took a webhook for a minute', {
        next: 'look at .sightline/bench/responder',
      });
}

/** So many webhooks, each at its time whatever became of those before; the sorted times from when it was due to its answer. */
async function pace(target: Target, count: number): Promise<readonly number[]> {
  const begun = performance.now();
  const waits: Promise<number>[] = [];
  for (let number = 0; number < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - begun) * rate) / 1000) + 1);
    for (; number < due; number++) {
      const at = begun + (number * 1000) / rate;
      waits.push(insist(target, number).then(() => performance.now() - at));
    }
    await sleep(2);
  }
  return (await Promise.all(waits)).toSorted((one, other) => one - other);
}

async function crowd(target: Target, count: number): Promise<void> {
  let number = 0;
  const one = async (): Promise<void> => {
    while (number < count) await insist(target, number++);
  };
  await Promise.all(Array.from({ length: 64 }, one));
}

function missed(path: string, sent: number): Pick<Round, 'lost' | 'twice'> {
  const database = readDatabase(path);
  const row = database.one<{ known: number; opened: number }>(
    `select count(distinct detail ->> 'fingerprint') as known, count(*) as opened from audit where event = 'opened'`,
  );
  database.close();
  return { lost: sent - (row?.known ?? 0), twice: (row?.opened ?? 0) - (row?.known ?? 0) };
}
