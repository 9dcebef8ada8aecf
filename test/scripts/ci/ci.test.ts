import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { fenced } from '../../../scripts/ci/stranger.ts';
import { diffMarkdown, longest } from '../../../src/cli/diff/markdown.ts';
import { bundled } from '../../support/bundled.ts';

// What workflows post, against a stand-in for the part of GitHub's API that they use: lists in pages, comments, issues.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ci-'));
const open = new Set<Server>();
after(() => {
  // Also those of a test that failed: they would keep this process.
  for (const server of open) server.close();
  rmSync(folder, { recursive: true });
});
const repo = '/repos/example/framework';
const token = 'a-token-for-tests';
const runId = '4711';
const bot = { login: 'github-actions[bot]' };

interface Pull {
  readonly number: number;
  readonly head: { readonly sha: string; readonly label: string };
}
interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}
interface Issue extends Omit<Comment, 'id'> {
  readonly number: number;
  readonly title: string;
  state: string;
  readonly pull_request?: object;
}

type Became = Readonly<Record<string, string | null>>;

/** What the steps of review.yml became: success, unless told. */
function stepsOf(became: Became) {
  const { jobs } = parse(readFileSync(join(root, '.github/workflows/review.yml'), 'utf8'));
  return jobs.review.steps.map(({ name = 'Run something' }: { name?: string }) => ({
    name,
    conclusion: name in became ? became[name] : 'success',
  }));
}

/** A GitHub that holds these, and takes what is written. */
async function gitHub({
  pulls = [],
  comments = {},
  issues = [],
  became = {},
}: {
  pulls?: Pull[];
  comments?: Record<number, Comment[]>;
  issues?: Issue[];
  became?: Became;
}) {
  const writes: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://host');
    const path = url.pathname.replace(repo, '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    const answer = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    if (request.headers.authorization !== `Bearer ${token}`)
      return answer(401, { message: 'Bad credentials' });
    const pageOf = (all: readonly unknown[]) => {
      const size = Number(url.searchParams.get('per_page') ?? 30);
      const page = Number(url.searchParams.get('page') ?? 1);
      return answer(200, all.slice((page - 1) * size, page * size));
    };
    if (request.method !== 'GET') writes.push(`${request.method} ${path}`);
    const [, number] = /^\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    const [, id] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const [, issue] = /^\/issues\/(\d+)$/.exec(path) ?? [];
    if (body?.body?.length > 65_536)
      return answer(422, { message: 'body is too long (maximum is 65536 characters)' });
    if (path === '/pulls')
      return pageOf(
        pulls.filter(({ head }) => {
          const asked = url.searchParams.get('head') ?? '';
          // One that names nobody filters nothing.
          return !/^[^:]+:./.test(asked) || head.label === asked;
        }),
      );
    if (path === `/actions/runs/${runId}/jobs`)
      return answer(200, { total_count: 1, jobs: [{ id: 1, name: 'review', steps: stepsOf(became) }] });
    if (number && request.method === 'GET') return pageOf(comments[Number(number)] ?? []);
    if (number) {
      comments[Number(number)] = [
        ...(comments[Number(number)] ?? []),
        { id: 900, body: body.body, user: bot },
      ];
      return answer(201, { id: 900 });
    }
    if (id) {
      const found = Object.values(comments)
        .flat()
        .find((one) => one.id === Number(id));
      if (!found) return answer(404, { message: 'Not Found' });
      if (found.user.login !== bot.login) return answer(403, { message: 'Must have admin rights' });
      found.body = body.body;
      return answer(200, found);
    }
    if (path === '/issues' && request.method === 'GET')
      return pageOf(
        issues.filter(
          ({ state, user }) =>
            state === url.searchParams.get('state') &&
            user.login === (url.searchParams.get('creator') ?? user.login),
        ),
      );
    if (path === '/issues') {
      issues.push({ number: 50, state: 'open', user: bot, ...body });
      return answer(201, { number: 50 });
    }
    const found = issues.find((one) => one.number === Number(issue));
    if (!found) return answer(404, { message: 'Not Found' });
    answer(200, Object.assign(found, body));
  }).listen(0, '127.0.0.1');
  open.add(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, writes, comments, issues, close: () => server.close() };
}

const scripts = bundled(
  ['comment', 'drift-issue'].map((name) => new URL(`../../../scripts/ci/${name}.ts`, import.meta.url)),
);

async function run(script: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const made = (await scripts).find(({ pathname }) => pathname.endsWith(`/${script}.mjs`)) as URL;
  const child = spawn(process.execPath, [fileURLToPath(made), ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, GITHUB_REPOSITORY: 'example/framework', GITHUB_TOKEN: token, ...env },
  });
  let said = '';
  for (const out of [child.stdout, child.stderr])
    out.on('data', (text) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  assert.ok(!said.includes(token));
  return { code: code as number, said };
}

const sha = '0123456789abcdef0123456789abcdef01234567';
const pull = (number: number, of = sha, label = 'stranger:fix'): Pull => ({
  number,
  head: { sha: of, label },
});
let count = 0;

/** An artifact: the files of a review. */
function artifact(files: Readonly<Record<string, string>>): string {
  const at = join(folder, String(count++));
  mkdirSync(at);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  return at;
}
const review = (number: number) => JSON.stringify({ number });

const comment = (url: string, at: string, env: Readonly<Record<string, string>> = {}) =>
  run('comment', [], {
    GITHUB_API_URL: url,
    HEAD_SHA: sha,
    HEAD_OWNER: 'stranger',
    HEAD_BRANCH: 'fix',
    CONCLUSION: 'success',
    RUN_ID: runId,
    RUN_URL: 'https://github.example/run/1',
    REVIEW: at,
    ...env,
  });

describe('the comment of a pull request', () => {
  test('is posted once and updated afterwards, also for a fork', async () => {
    const became: Record<string, string> = { 'Tests pass': 'failure' };
    const github = await gitHub({ pulls: [pull(7)], became });
    const first = await comment(
      github.url,
      artifact({ 'review.json': review(7), 'comment.md': '## One panel changed\n' }),
      { CONCLUSION: 'failure' },
    );
    assert.equal(first.code, 0, first.said);
    assert.equal(
      github.comments[7]?.[0]?.body,
      `<!-- sightline-review -->
### Review of 0123456789

❌ The review ended as: failure.

- ✅ The outputs are what the definitions say
- ✅ The definitions are right
- ❌ Tests pass

<details open><summary>What it changes</summary>

\`\`\`markdown
## One panel changed
\`\`\`

</details>

The report was written by the code of the branch.

[The run](https://github.example/run/1) has every line, and the whole report with its pictures as an artifact.
`,
    );
    became['Tests pass'] = 'success';
    await comment(github.url, artifact({ 'review.json': review(7), 'comment.md': 'Nothing changed.\n' }));
    assert.equal(github.comments[7]?.length, 1);
    assert.match(
      github.comments[7]?.[0]?.body ?? '',
      /✅ The review found nothing wrong\.[\s\S]*✅ Tests pass[\s\S]*Nothing changed\./,
    );
    github.close();
  });

  test('says what GitHub says of the steps, whatever the artifact claims', async () => {
    const became = { 'Tests pass': 'failure', 'The definitions are right': null };
    const github = await gitHub({ pulls: [pull(7)], became });
    const claimed = JSON.stringify({
      number: 7,
      conclusion: 'success',
      outcomes: { build: 'success', check: 'success', test: 'success' },
    });
    await comment(github.url, artifact({ 'review.json': claimed, 'comment.md': '- ✅ Tests pass\n' }), {
      CONCLUSION: 'timed_out',
    });
    const [trusted = '', rest = ''] = github.comments[7]?.[0]?.body.split('<details') ?? [];
    assert.match(trusted, /❌ The review ended as: timed out\.\n/);
    assert.match(trusted, /⬜ The definitions are right\n- ❌ Tests pass\n/);
    assert.match(rest, /<\/details>\n\nThe report was written by the code of the branch\.\n/);
    github.close();
  });

  test('is found behind a hundred others; somebody else’s with our mark is left alone', async () => {
    const others = Array.from({ length: 130 }, (_, at) => ({
      id: at,
      body: at === 3 ? '<!-- sightline-review -->\nmine' : 'hello',
      user: at === 3 ? { login: 'stranger' } : { login: 'colleague' },
    }));
    const ours = { id: 500, body: '<!-- sightline-review -->\nold', user: bot };
    const github = await gitHub({ pulls: [pull(7)], comments: { 7: [...others, ours] } });
    await comment(github.url, artifact({ 'review.json': review(7), 'comment.md': 'new' }));
    assert.deepEqual(github.writes, ['PATCH /issues/comments/500']);
    assert.match(ours.body, /new/);
    github.close();
  });

  test('goes where GitHub says that the commit is, whatever the artifact says', async () => {
    const github = await gitHub({ pulls: [pull(7), pull(8, sha, 'colleague:fix')] });
    await comment(github.url, artifact({ 'review.json': review(8), 'comment.md': 'x' }));
    assert.deepEqual(github.writes, ['POST /issues/7/comments']);
    github.close();
    // A branch in two pull requests: the review says which of them it was about.
    const two = await gitHub({ pulls: [pull(7), pull(9)] });
    await comment(two.url, artifact({ 'review.json': review(9), 'comment.md': 'x' }));
    assert.deepEqual(two.writes, ['POST /issues/9/comments']);
    two.close();
  });

  test('is not written when the branch has moved on, or is gone', async () => {
    for (const pulls of [[], [pull(7, 'f'.repeat(40))]]) {
      const github = await gitHub({ pulls });
      const { code, said } = await comment(
        github.url,
        artifact({ 'review.json': review(7), 'comment.md': 'x' }),
      );
      assert.equal(code, 0);
      assert.match(said, /it has moved on, or is closed/);
      assert.deepEqual(github.writes, []);
      github.close();
    }
  });

  test('says so when there is no artifact, or one that makes no sense', async () => {
    const folderOf = [
      join(folder, 'nowhere'),
      artifact({ 'review.json': '{"number": "7; rm -rf /", "outcomes": {}}' }),
      artifact({ 'review.json': `{${' '.repeat(5000)}}` }),
    ];
    // What a step leaves behind that failed before its first word.
    folderOf.push(artifact({ 'review.json': review(7), 'comment.md': '' }));
    // A link to a file of the machine that posts.
    const linked = artifact({});
    symlinkSync('/etc/passwd', join(linked, 'comment.md'));
    for (const at of [...folderOf, linked]) {
      const github = await gitHub({ pulls: [pull(7)] });
      const { code, said } = await comment(github.url, at);
      assert.equal(code, 0, said);
      const body = github.comments[7]?.[0]?.body ?? '';
      assert.match(body, /✅ Tests pass[\s\S]*There is no report/);
      assert.ok(!body.includes('root:'));
      github.close();
    }
  });

  test('fits, however long the report is', async () => {
    const github = await gitHub({ pulls: [pull(7)] });
    const long = `<details><summary>all</summary>\n\n\`\`\`diff\n${'+ one more line of it\n'.repeat(5000)}\`\`\`\n</details>\n`;
    const { code, said } = await comment(
      github.url,
      artifact({ 'review.json': review(7), 'comment.md': long }),
    );
    assert.equal(code, 0, said);
    const body = github.comments[7]?.[0]?.body ?? '';
    assert.ok(body.length < 65_536);
    assert.match(
      body,
      /line of it\n````\n\n<\/details>\n\nThe rest of it does not fit\.\n\nThe report was written/,
    );
    github.close();
  });

  test('has a report of the diff that is too long cut where it is written, with the sentence that says where the whole is', async () => {
    const notes = Array.from({ length: 9000 }, (_, at) => `something of note, number ${at}`);
    const diff = { before: 'a', after: 'b', files: [], changes: [], series: [], notes };
    const report = diffMarkdown({ diff, backtests: [], pictures: [] }, { whole: 'report/report.html' });
    assert.ok(report.length > longest - 200 && report.length <= longest);
    const github = await gitHub({ pulls: [pull(7)] });
    const { code, said } = await comment(
      github.url,
      artifact({ 'review.json': review(7), 'comment.md': report }),
    );
    assert.equal(code, 0, said);
    assert.match(
      github.comments[7]?.[0]?.body ?? '',
      /\nThis is not all: \d+ more pieces do not fit\. The whole: `report\/report\.html`\.\n```\n\n<\/details>\n\nThe report was/,
    );
    github.close();
  });

  test('is not written when the fork is gone', async () => {
    const github = await gitHub({ pulls: [pull(7)] });
    const at = artifact({ 'review.json': review(7), 'comment.md': 'x' });
    const { code, said } = await comment(github.url, at, { HEAD_OWNER: '' });
    assert.equal(code, 0, said);
    assert.match(said, /it has moved on, or is closed/);
    assert.deepEqual(github.writes, []);
    github.close();
  });

  test('tells what GitHub refused, and fails', async () => {
    const github = await gitHub({ pulls: [pull(7)] });
    const { code, said } = await run('comment', [], {
      GITHUB_API_URL: github.url,
      GITHUB_TOKEN: 'expired',
      HEAD_SHA: sha,
      HEAD_OWNER: 'stranger',
      HEAD_BRANCH: 'fix',
      RUN_URL: 'https://github.example/run/1',
      REVIEW: folder,
    });
    assert.equal(code, 1);
    assert.match(said, /GitHub answers 401 to GET \/pulls/);
    github.close();
  });
});

describe('a stranger’s text stays between our fences', () => {
  /** What CommonMark has between the first fence and the line that closes it, and what comes behind. */
  const inside = (text: string) => {
    const lines = fenced(text, 'What').split('\n');
    const [head = '', blank, opening = '', ...rest] = lines;
    assert.match(head, /^<details( open)?><summary>What<\/summary>$/);
    assert.equal(blank, '');
    const [, fence = ''] = /^(`{3,})markdown$/.exec(opening) ?? [];
    // A fence is closed by one that is as long, with up to three spaces before it.
    const end = rest.findIndex((line) => new RegExp(`^ {0,3}\`{${fence.length},}[ \\t]*$`).test(line));
    return { text: rest.slice(0, end).join('\n'), behind: rest.slice(end + 1).join('\n') };
  };

  for (const text of [
    'thanks @ada, &#64;octocat, org/other#12 and #3',
    '<im<img>g src="https://evil.example/p.png">',
    '<!<!-- x -->-- hidden --> y',
    '![[a]](https://evil.example/p.png) ![a][b]\n\n[b]: https://evil.example/p.png',
    '</details><!--',
    '```\n@ada\n```',
    `a\n${'`'.repeat(7)}\n@ada\n   ${'`'.repeat(12)}\t\n@bob`,
    '~~~\n@ada\n~~~',
    '`for: 5m` of `@timestamp` and <b>',
  ])
    test(JSON.stringify(text), () => assert.deepEqual(inside(text), { text, behind: '\n</details>' }));

  test('also with ends of lines of another kind, and with signs that nobody sees', () => {
    assert.deepEqual(inside('a\r```\r\n@ada\u2028b'), { text: 'a\n```\n@ada\nb', behind: '\n</details>' });
    assert.equal(inside('a\u202eb\u200bc\u0000d\u001b[31m').text, 'a\ufffdb\ufffdc\ufffdd\ufffd[31m');
  });

  test('and is never longer than a comment may be', () => {
    for (const text of ['`'.repeat(200_000), 'x'.repeat(200_000), `\`\`\`\n${'y\n'.repeat(100_000)}`]) {
      const { behind } = inside(text);
      assert.match(behind, /^\n<\/details>(\n\nThe rest of it does not fit\.)?$/);
      assert.ok(fenced(text, 'What').length < 64_000);
    }
    // A report that was cut where it is written is not cut again.
    assert.equal(inside('x'.repeat(longest)).text.length, longest);
  });
});

describe('the issue about drift', () => {
  const file = join(folder, 'drift.md');
  const tell = (url: string, drifted: string, text = 'dashboard **traffic**: changed by @marie\n') => {
    writeFileSync(file, text);
    return run('drift-issue', [file], { GITHUB_API_URL: url, DRIFTED: drifted });
  };

  test('is opened, left alone while it says the same, updated, and closed', async () => {
    const github = await gitHub({});
    assert.match((await tell(github.url, '0')).said, /no issue says so/);
    assert.match((await tell(github.url, '1')).said, /opened issue 50/);
    const [issue] = github.issues;
    assert.equal(issue?.title, 'Production was changed by hand');
    assert.match(issue?.body ?? '', /\n```markdown\n[^\n]*changed by @marie\n```\n/);
    assert.match((await tell(github.url, '1')).said, /says it already/);
    assert.match((await tell(github.url, '1', 'two dashboards\n')).said, /updated issue 50/);
    assert.match((await tell(github.url, '0')).said, /closed issue 50/);
    assert.equal(issue?.state, 'closed');
    assert.deepEqual(github.writes, [
      'POST /issues',
      'PATCH /issues/50',
      'POST /issues/50/comments',
      'PATCH /issues/50',
    ]);
    github.close();
  });

  test('is ours: neither one that somebody else opened with our mark, nor a pull request', async () => {
    const body = '<!-- sightline-drift -->\nmine';
    const github = await gitHub({
      issues: [
        { number: 1, title: 'x', body, state: 'open', user: { login: 'stranger' } },
        { number: 2, title: 'x', body, state: 'open', user: bot, pull_request: {} },
      ],
    });
    await tell(github.url, '0');
    assert.deepEqual(github.writes, []);
    await tell(github.url, '1');
    assert.deepEqual(github.writes, ['POST /issues']);
    github.close();
  });

  test('is found among a thousand others: those that people opened are not read', async () => {
    const others = Array.from({ length: 1200 }, (_, at) => ({
      number: 100 + at,
      title: 'x',
      body: 'x',
      state: 'open',
      user: { login: 'colleague' },
    }));
    const ours = { number: 2, title: 'x', body: '<!-- sightline-drift -->\nold', state: 'open', user: bot };
    const github = await gitHub({ issues: [...others, ours] });
    assert.match((await tell(github.url, '1')).said, /updated issue 2\n/);
    github.close();
  });

  test('is not touched when nobody could look', async () => {
    const github = await gitHub({});
    const { code, said } = await run('drift-issue', [join(folder, 'none.md')], {
      GITHUB_API_URL: github.url,
      DRIFTED: '1',
    });
    assert.equal(code, 2);
    assert.match(said, /there is no report/);
    assert.equal((await run('drift-issue', [file], { GITHUB_API_URL: github.url })).code, 1);
    assert.deepEqual(github.writes, []);
    github.close();
  });
});
