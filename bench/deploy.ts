import { dirname, join } from 'node:path';
import { writeBoards } from './deploy/boards.ts';
import { Child } from './deploy/child.ts';
import type { Cost, Job } from './deploy/client.ts';
import type { Reachable, Requests } from './deploy/server.ts';
import type { Figure } from './figure.ts';
import { median, peakOf, runScript } from './process.ts';
import type { Projects } from './projects.ts';

/** What a piece of work cost, and what the server heard of it. */
interface Done extends Cost {
  readonly requests: Requests;
}

/** One round, in which all take turns so that a busy machine treats them alike. */
interface Round {
  readonly read: Done;
  readonly plan: Done;
  readonly write: Done;
  readonly apply: Done;
  readonly deploy: Done;
}

/** Plans and deployments to the contract server in another process, against bare requests for the same dashboards. */
export async function measureDeploy(
  { typed, plain }: Projects,
  runs: number,
  say: (progress: string) => void,
): Promise<readonly Figure[]> {
  say('building what is deployed');
  await runScript(plain, 'build-dashboards.ts');
  const boards = join(dirname(plain), 'boards');
  writeBoards(join(plain, 'out/dashboards'), boards);
  const server = new Child('server.ts');
  try {
    const reachable = await server.hear<Reachable>();
    const work = (work: Job['work'], edition: number): Promise<Done> =>
      done({ work, edition, server: reachable, boards }, server);
    say('a first deployment, which is not counted');
    await work('deploy', 0);
    await work('write', 0);
    const rounds: Round[] = [];
    for (let at = 1; at <= runs; at++) {
      say(`deployments, round ${at} of ${runs}`);
      const edition = at * 2;
      rounds.push({
        read: await work('read', edition - 2),
        plan: await work('plan', edition - 2),
        write: await work('write', edition),
        apply: await work('apply', edition - 1),
        deploy: await work('deploy', edition),
      });
    }
    const again = await work('deploy', runs * 2);
    say('memory of the command with typed definitions');
    return [...figuresOf(rounds, again), await wholeCommand(typed)];
  } finally {
    await server.end();
  }
}

async function done(job: Job, server: Child): Promise<Done> {
  const client = new Child('client.ts');
  try {
    const cost = await client.hear<Cost>(job);
    return { ...cost, requests: await server.hear<Requests>({}) };
  } finally {
    await client.end();
  }
}

/** The most memory of a second `npm run deploy` of the typed project, which loads it, plans, and finds nothing to do. */
async function wholeCommand(typed: string): Promise<Figure> {
  const server = new Child('server.ts');
  try {
    const { url, token } = await server.hear<Reachable>();
    const options = { words: ['--yes'], env: { BENCH_URL: url, BENCH_TOKEN: token } };
    await peakOf(typed, 'deploy.ts', options);
    const value = await peakOf(typed, 'deploy.ts', options);
    return {
      id: 'deploy-memory-typed',
      what: 'Most memory of `npm run deploy` that finds nothing to do, typed definitions loaded',
      value,
      unit: 'bytes',
      goal: 300e6,
    };
  } finally {
    await server.end();
  }
}

type Share = (round: Round) => number;

function figuresOf(rounds: readonly Round[], again: Done): readonly Figure[] {
  const middle = (of: Share): number => median(rounds.map(of));
  const wall =
    (done: keyof Round, ...stages: readonly string[]): Share =>
    (round) =>
      stages.reduce((sum, stage) => sum + (round[done].stages[stage] ?? Number.NaN), 0);
  const processor =
    (done: keyof Round, stage: string): Share =>
    (round) =>
      round[done].processor[stage] ?? Number.NaN;
  const time = (id: string, what: string, of: Share): Figure => ({ id, what, value: middle(of), unit: 'ms' });
  const ratio = (id: string, what: string, of: Share, to: Share, goal?: number): Figure => ({
    id,
    what,
    value: middle((round) => of(round) / to(round)),
    unit: 'times',
    ...(goal !== undefined && { goal }),
  });
  const memory = (id: string, what: string, of: keyof Round, goal?: number): Figure => ({
    id,
    what,
    value: middle((round) => round[of].peak),
    unit: 'bytes',
    ...(goal !== undefined && { goal }),
  });
  const count = (id: string, what: string, { requests }: Done): readonly Figure[] =>
    ['GET', 'POST'].map((method) => ({
      id: `${id}-${method.toLowerCase()}`,
      what: `${method} requests of ${what}`,
      value: requests[method] ?? 0,
      unit: 'count',
    }));
  const last = rounds.at(-1) as Round;
  const [read, write] = [wall('read', 'read'), wall('write', 'write')];
  return [
    time('read', 'Bare GETs of the dashboards, eight at a time', read),
    time('plan', 'Plan of the same, nothing changed', wall('plan', 'plan')),
    time('write', 'Bare POSTs of the dashboards, each changed', write),
    time('apply', 'Apply of the same by the engine', wall('apply', 'apply')),
    time('deploy', 'The same by `npm run deploy`, after the plan', wall('deploy', 'carryOut')),
    time('show', 'Words for the changes', wall('deploy', 'show')),
    ratio('plan-to-read', 'Plan to bare GETs', wall('plan', 'plan'), read, 1.2),
    ratio('apply-to-write', 'Apply to bare POSTs', wall('apply', 'apply'), write, 1.2),
    ratio('deploy-to-write', 'Apply by `npm run deploy` to bare POSTs', wall('deploy', 'carryOut'), write),
    ratio(
      'both-to-write',
      'Plan and apply of what changed to bare POSTs',
      wall('apply', 'plan', 'apply'),
      write,
    ),
    ratio(
      'both-to-both',
      'Plan and apply of what changed to bare GETs and POSTs',
      wall('apply', 'plan', 'apply'),
      (round) => read(round) + write(round),
    ),
    ratio(
      'plan-work',
      'Processor time of the client: plan to bare GETs',
      processor('plan', 'plan'),
      processor('read', 'read'),
    ),
    ratio(
      'apply-work',
      'Processor time of the client: apply to bare POSTs',
      processor('apply', 'apply'),
      processor('write', 'write'),
    ),
    ...count('plan', 'a plan', last.plan),
    ...count('deploy', '`npm run deploy` of changes', last.deploy),
    ...count('again', '`npm run deploy` of the same again', again),
    memory('read-memory', 'Most memory of bare GETs', 'read'),
    memory('write-memory', 'Most memory of bare POSTs', 'write'),
    memory('plan-memory', 'Most memory of a plan', 'plan', 300e6),
    memory('apply-memory', 'Most memory of a plan and apply by the engine', 'apply', 300e6),
    memory('deploy-memory', 'Most memory of a plan and apply by `npm run deploy`', 'deploy', 300e6),
  ];
}
