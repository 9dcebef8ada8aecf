import { join } from 'node:path';
import { z } from 'zod';
import { explain } from '../../src/cli/command.ts';
import { bot, type Repository, repository, variable } from './github.ts';
import { readSmall, tamed } from './stranger.ts';

// Posts the review of a pull request, or updates the one comment that is there. Whose it is, GitHub says: the artifact may claim
// what it likes.

const marker = '<!-- sightline-review -->';

const outcome = z.enum(['success', 'failure', 'cancelled', 'skipped', '']);
const reviewed = z.object({
  number: z.number().int().positive(),
  outcomes: z.object({ build: outcome, check: outcome, test: outcome }),
});
type Reviewed = z.output<typeof reviewed>;

const pulls = z.array(z.object({ number: z.number(), head: z.object({ sha: z.string() }) }));
const comments = z.array(
  z.object({ id: z.number(), body: z.string().nullish(), user: z.object({ login: z.string() }).nullish() }),
);

/** What the steps of the review are about, in the words of a reader. */
const questions = {
  build: 'The outputs are what the definitions say',
  check: 'The definitions are right',
  test: 'Tests pass',
} as const satisfies Readonly<Record<keyof Reviewed['outcomes'], string>>;

function readReview(folder: string): Reviewed | undefined {
  try {
    return reviewed.safeParse(JSON.parse(readSmall(join(folder, 'review.json'), 2000) ?? '')).data;
  } catch {
    return undefined;
  }
}

/** The open pull request whose newest commit was reviewed. A branch may be in several: then it is the one that the review names. */
async function pullOf(
  github: Repository,
  sha: string,
  review: Reviewed | undefined,
): Promise<number | undefined> {
  const head = `${variable('HEAD_OWNER')}:${variable('HEAD_BRANCH')}`;
  const open = pulls.parse(await github.list(`/pulls?state=open&head=${encodeURIComponent(head)}`));
  const numbers = open.filter((pull) => pull.head.sha === sha).map(({ number }) => number);
  if (review && numbers.includes(review.number)) return review.number;
  return numbers.length === 1 ? numbers[0] : undefined;
}

function bodyOf(sha: string, review: Reviewed | undefined, report: string | undefined): string {
  const run = variable('RUN_URL');
  const lines = review
    ? Object.entries(questions).map(([step, said]) => {
        const is = review.outcomes[step as keyof typeof questions];
        return `- ${is === 'success' ? '✅' : is === 'failure' ? '❌' : '⬜'} ${said}`;
      })
    : ['The review came to no end.'];
  return [
    marker,
    `### Review of ${sha.slice(0, 10)}`,
    '',
    ...lines,
    '',
    report === undefined ? 'There is no report of what it changes.' : tamed(report).trim(),
    '',
    `[The run](${run}) has every line, and the whole report as an artifact.`,
    '',
  ].join('\n');
}

async function post(github: Repository): Promise<string> {
  const sha = variable('HEAD_SHA');
  const folder = variable('REVIEW');
  const review = readReview(folder);
  const number = await pullOf(github, sha, review);
  if (number === undefined) return `no open pull request ends with ${sha}: it has moved on, or is closed`;
  const body = bodyOf(sha, review, readSmall(join(folder, 'report.md'), 5_000_000));
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
