import { join } from 'node:path';
import { showPlan } from '../../src/cli/commands/plan.ts';
import { carryOut } from '../../src/cli/deploy/carry-out.ts';
import type { Planned } from '../../src/cli/deploy/part.ts';
import { planOf } from '../../src/cli/deploy/planning.ts';
import { booksOf } from '../../src/cli/deploy/preconditions.ts';
import { openSession, type Session, type Site } from '../../src/cli/deploy/session.ts';
import { apply } from '../../src/engine/apply.ts';
import { isPending } from '../../src/model/plan.ts';
import type { Project } from '../../src/model/project.ts';
import type { Resource } from '../../src/model/resource.ts';
import { delay, pause, usualPatience } from '../../src/providers/rest.ts';
import { boardsIn, uidsIn } from './boards.ts';
import { concurrency, readAll, writeAll } from './plain.ts';
import type { Reachable } from './server.ts';

// One client in a process of its own, which does one piece of work from a cold start, as a command does.

/** What a client is to do. */
export interface Job {
  /** `read` and `write` with bare axios; `plan`; a plan and `apply` by the engine alone; `deploy` as the command does it. */
  readonly work: 'read' | 'write' | 'plan' | 'apply' | 'deploy';
  readonly server: Reachable;
  /** Folder of the dashboards. */
  readonly boards: string;
  readonly edition: number;
}

/** What it cost. */
export interface Cost {
  /** Milliseconds of each stage. */
  readonly stages: Readonly<Record<string, number>>;
  /** Milliseconds of processor time that each stage took in this process. */
  readonly processor: Readonly<Record<string, number>>;
  /** The most memory that the process ever held, in bytes. */
  readonly peak: number;
  /** How many resources each action of the plan concerns. */
  readonly actions: Readonly<Record<string, number>>;
}

/** Times stages, by the clock on the wall and by the processor time of this process. */
class Clock {
  readonly stages: Record<string, number> = {};
  readonly processor: Record<string, number> = {};

  async time<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    const result = await task();
    const { user, system } = process.cpuUsage(used);
    this.stages[name] = performance.now() - begun;
    this.processor[name] = (user + system) / 1000;
    return result;
  }
}

const home = { uid: 'bench', title: 'Bench' };

function resourcesOf({ boards, edition }: Job): readonly Resource[] {
  return [
    { kind: 'folder', id: home.uid, spec: home },
    ...boardsIn(boards, edition).map((dashboard) => ({
      kind: 'dashboard',
      id: dashboard.uid,
      spec: { folderUid: home.uid, dashboard },
      needs: [`folder/${home.uid}`],
    })),
  ];
}

/** What the commands are given by scripts/site.ts, for this server. */
const siteOf = ({ server: { url, token }, boards }: Job): Site => ({
  targets: [{ name: 'bench', grafana: { url, auth: { token: { variable: 'BENCH_TOKEN' } }, concurrency } }],
  root: join(boards, '..'),
  variables: { BENCH_TOKEN: token },
  definitions: () => Promise.reject(new Error('the definitions are dashboards on the disk')),
});

/** A project that has a folder and nothing else: what is in it comes from the disk. */
const empty: Project = {
  metrics: [],
  subjects: {},
  rules: [],
  dashboards: [],
  datasources: [],
  prometheus: {
    interval: '15s',
    timeout: '10s',
    evaluation: '15s',
    externalLabels: {},
    alertmanagers: [],
    flags: [],
    jobs: [],
  },
  folder: home,
};

const nothing = { adopt: false, force: false, prune: false, secrets: false };

async function measure(job: Job): Promise<Cost> {
  const clock = new Clock();
  const actions: Record<string, number> = {};
  if (job.work === 'read') {
    const uids = uidsIn(job.boards);
    await clock.time('read', () => readAll(uids, job.server));
  } else if (job.work === 'write') {
    const boards = boardsIn(job.boards, job.edition);
    await clock.time('write', () => writeAll(boards, job.server));
  } else {
    const desired = resourcesOf(job);
    const [session, planned] = await clock.time('plan', async () => {
      const opened = await openSession(siteOf(job), empty, 'bench');
      const session = { ...opened, parts: opened.parts.map((part) => ({ ...part, desired })) };
      return [session, await planOf(session, nothing)] as const;
    });
    const changes = planned.flatMap(({ plan }) => plan.changes);
    for (const { action } of changes) actions[action] = (actions[action] ?? 0) + 1;
    if (job.work === 'apply') await clock.time('apply', () => applied(planned, session));
    if (job.work === 'deploy' && changes.some(isPending)) {
      await clock.time('show', () => showPlan(planned, session, {}));
      await clock.time('carryOut', () => carriedOut(planned, session, job));
    }
  }
  return { ...clock, peak: process.resourceUsage().maxRSS * 1024, actions };
}

/** The engine alone: the writes, and the books before and after them. */
async function applied(planned: readonly Planned[], { owner }: Session): Promise<void> {
  const [{ plan, part }] = planned as readonly [Planned];
  const { providers, store, inventory } = part;
  const { results, unclosed } = await apply({
    plan,
    providers,
    store,
    inventory,
    books: booksOf(owner, new Date().toISOString(), undefined),
    manner: {
      message: 'Sightline: bench',
      resendSecrets: false,
      attempts: usualPatience.attempts,
      wait: (attempt, retryAfter) => pause(delay(attempt, usualPatience, retryAfter)),
    },
    concurrency,
  });
  const lost = results.find(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
  if (lost ?? unclosed) throw new Error(lost ? `${lost.ref}: ${lost.why}` : unclosed?.message);
}

/** What the command does after the plan: the record of what is replaced, the engine, a line for each change, the annotation. */
async function carriedOut(planned: readonly Planned[], session: Session, job: Job): Promise<void> {
  const options = { json: false, secrets: false, takeOver: false, force: false, annotate: true };
  const code = await carryOut(planned, session, siteOf(job), options);
  if (code !== 0) throw new Error(`the deployment ended with code ${code}`);
}

process.on('message', (job: Job) => {
  measure(job).then(
    (cost) => process.send?.(cost, () => process.exit()),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`, () => process.exit(1));
    },
  );
});
