import { z } from 'zod';
import { explain } from '../../src/cli/command.ts';
import { exitCode, Failure } from '../../src/model/failure.ts';
import { bot, type Repository, repository, variable } from './github.ts';
import { fenced, readSmall } from './stranger.ts';

// Keeps one issue about what was changed by hand: opened when there is something, updated while there is, closed when it is gone.
//
//   drift-issue.ts drift.md, with DRIFTED=1 or 0

const marker = '<!-- sightline-drift -->';
const title = 'Production was changed by hand';

const issues = z.array(
  z.object({
    number: z.number(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
    pull_request: z.unknown().optional(),
  }),
);

async function tell(github: Repository, drifted: boolean, file: string): Promise<string> {
  // Of all that are open, those that workflows opened: there are few.
  const open = issues.parse(await github.list(`/issues?state=open&creator=${encodeURIComponent(bot)}`));
  const ours = open.find(
    ({ body, user, pull_request: pull }) =>
      pull === undefined && user?.login === bot && body?.startsWith(marker),
  );
  if (!drifted) {
    if (!ours) return 'nothing was changed by hand, and no issue says so';
    await github.send('POST', `/issues/${ours.number}/comments`, {
      body: 'Nothing differs from the last deployment any more.',
    });
    await github.send('PATCH', `/issues/${ours.number}`, { state: 'closed', state_reason: 'completed' });
    return `closed issue ${ours.number}`;
  }
  const report = readSmall(file, 5_000_000);
  if (report === undefined)
    throw new Failure(`there is no report in ${file}`, {
      next: 'npm run drift -- --target production --markdown writes it',
      exit: exitCode.usage,
    });
  // Names of people, titles and errors come from the servers: whoever edits there must call nobody here.
  const body = `${marker}\n${fenced(report, 'What was changed, by whom and when')}\n\n\`npm run pull -- <uid>\` brings an edit home; a deployment with \`--force\` overwrites it.\n`;
  if (!ours) {
    const made = z
      .object({ number: z.number() })
      .parse(await github.send('POST', '/issues', { title, body }));
    return `opened issue ${made.number}`;
  }
  if (ours.body?.replaceAll('\r\n', '\n').trim() === body.trim())
    return `issue ${ours.number} says it already`;
  await github.send('PATCH', `/issues/${ours.number}`, { body });
  return `updated issue ${ours.number}`;
}

try {
  const said = variable('DRIFTED');
  process.stdout.write(`${await tell(repository(), said === '1', process.argv[2] ?? 'drift.md')}\n`);
} catch (error) {
  process.exitCode = explain(error, false);
}
