import { join } from 'node:path';
import { z } from 'zod';
import { explain } from '../../src/cli/command.ts';
import { bot, type Repository, repository, variable } from './github.ts';
import { fenced, readSmall } from './stranger.ts';

// Posts the review of a pull request, or updates the one comment that is there. Whose it is and what became of it, GitHub says: the
// artifact may claim what it likes.

const marker = '<!-- sightline-review -->';

const reviewed = z.object({ number: z.number().int().positive() });
const pulls = z.array(z.object({ number: z.number(), head: z.object({ sha: z.string() }) }));
const comments = z.array(
  z.object({ id: z.number(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }),
);
const jobs = z.object({
  jobs: z.array(
    z.object({
      steps: z.array(z.object({ name: z.string(), conclusion: z.string().nullish() })).default([]),
    }),
  ),
});

/** Names of steps of review.yml that say something of the branch. */
const questions = ['The outputs are what the definitions say', 'The definitions are right', 'Tests pass'];

/** The pull request that the artifact names. */
function readNumber(folder: string): number | undefined {
  try {
    return reviewed.safeParse(JSON.parse(readSmall(join(folder, 'review.json'), 2000) ?? '')).data?.number;
  } catch {
    return undefined;
  }
}

/** The open pull request whose newest commit was reviewed. A branch may be in several: then it is the one that the review names. */
async function pullOf(
  github: Repository,
  sha: string,
  named: number | undefined,
): Promise<number | undefined> {
  const owner = process.env.HEAD_OWNER;
  // The fork was deleted.
  if (!owner) return undefined;
  const head = `${owner}:${variable('HEAD_BRANCH')}`;
  const open = pulls.parse(await github.list(`/pulls?state=open&head=${encodeURIComponent(head)}`));
  const numbers = open.filter((pull) => pull.head.sha === sha).map(({ number }) => number);
  if (named !== undefined && numbers.includes(named)) return named;
  return numbers.length === 1 ? numbers[0] : undefined;
}

/** What became of the run and its steps, by GitHub's own account. */
async function outcomes(github: Repository): Promise<readonly string[]> {
  const { jobs: all } = jobs.parse(await github.get(`/actions/runs/${variable('RUN_ID')}/jobs?per_page=100`));
  const steps = all.flatMap((job) => job.steps);
  const conclusion = variable('CONCLUSION');
  return [
    conclusion === 'success'
      ? '✅ The review found nothing wrong.'
      : `❌ The review ended as: ${conclusion.replaceAll('_', ' ')}.`,
    '',
    ...questions.map((question) => {
      const became = steps.filter(({ name }) => name === question).map((step) => step.conclusion);
      if (became.includes('failure')) return `- ❌ ${question}`;
      return `- ${became.length > 0 && became.every((one) => one === 'success') ? '✅' : '⬜'} ${question}`;
    }),
  ];
}

function bodyOf(sha: string, became: readonly string[], report: string | undefined): string {
  return [
    marker,
    `### Review of ${sha.slice(0, 10)}`,
    '',
    ...became,
    '',
    ...(report === undefined
      ? ['There is no report of what it changes.']
      : [fenced(report, 'What it changes'), '', 'The report was written by the code of the branch.']),
    '',
    `[The run](${variable('RUN_URL')}) has every line, and the whole report with its pictures as an artifact.`,
    '',
  ].join('\n');
}

async function post(github: Repository): Promise<string> {
  const sha = variable('HEAD_SHA');
  const folder = variable('REVIEW');
  const number = await pullOf(github, sha, readNumber(folder));
  if (number === undefined) return `no open pull request ends with ${sha}: it has moved on, or is closed`;
  const body = bodyOf(sha, await outcomes(github), readSmall(join(folder, 'comment.md'), 5_000_000));
  const known = comments.parse(await github.list(`/issues/${number}/comments`));
  // Anybody can write the marker; only ours is ours to change.
  const ours = known.find((comment) => comment.user?.login === bot && comment.body?.startsWith(marker));
  if (ours) await github.send('PATCH', `/issues/comments/${ours.id}`, { body });
  else await github.send('POST', `/issues/${number}/comments`, { body });
  return `${ours ? 'updated' : 'posted'} the comment of pull request ${number}`;
}

try {
  process.stdout.write(`${await post(repository())}\n`);
} catch (error) {
  process.exitCode = explain(error, false);
}
