import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Grafana, startGrafana } from '../contract/grafana/grafana.ts';
import { secrets, Terminal } from './terminal.ts';

// What authors, reviewers and operators type, against the contract server: in order, since each finds what the one before left.

const retitled = (json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...json,
  panels: (json.panels as { id: number; type: string; title: string }[]).map((panel) =>
    panel.type === 'stat' ? { ...panel, title: 'Renamed by hand' } : panel,
  ),
});

describe('a life of two dashboards', () => {
  let grafana: Grafana;
  let terminal: Terminal;
  const store = () => grafana.store.orgs.get(1);
  before(async () => {
    grafana = await startGrafana({ version: '12' });
    terminal = Terminal.at(grafana);
  });
  after(async () => {
    terminal.close();
    await grafana.close();
  });

  test('a plan says what is to be created, and writes nothing', async () => {
    const { out, code } = await terminal.run('plan');
    assert.equal(code, 0);
    for (const line of [
      '+ folder small-system',
      '+ datasource logs',
      '+ dashboard errors',
      '+ dashboard traffic',
      '4 to create.',
    ])
      assert.ok(out.includes(line), `${line} in:\n${out}`);
    assert.deepEqual(grafana.writes(), []);
  });
  test('--exit-code tells that there is something to deploy', async () => {
    assert.equal((await terminal.run('plan', ['--exit-code'])).code, 6);
  });
  test('without a terminal nobody is asked, and nothing is written', async () => {
    const { err, code } = await terminal.run('deploy');
    assert.equal(code, 2);
    assert.match(err, /nobody is here to ask[\s\S]*--yes/);
    assert.deepEqual(grafana.writes(), []);
  });
  test('a secret that is not set is missed before the first write', async () => {
    const { DB_PASSWORD: _, ...rest } = secrets;
    const { err, code } = await terminal
      .with('system.ts', { TOKEN: grafana.token, ...rest })
      .run('deploy', ['--yes']);
    assert.equal(code, 3);
    assert.match(err, /not set: DB_PASSWORD/);
    assert.deepEqual(grafana.writes(), []);
  });
  test('a deployment reports each result and is marked on dashboards', async () => {
    const { out, code } = await terminal.run('deploy', ['--yes']);
    assert.equal(code, 0, out);
    assert.match(out, /✔ dashboard errors {2}created/);
    assert.match(out, /4 applied, 0 unchanged, 0 failed, 0 skipped/);
    assert.equal(store()?.datasources.get('logs')?.secrets.basicAuthPassword, secrets.DB_PASSWORD);
    assert.equal(store()?.datasources.get('logs')?.basicAuthUser, secrets.DB_USER);
    const [mark] = [...(store()?.annotations.values() ?? [])];
    assert.match(mark?.text ?? '', /^Deployed 4 changes of small-system/);
  });
  test('the second deployment makes no write at all', async () => {
    const writes = grafana.writes().length;
    const { out, code } = await terminal.run('deploy', ['--yes']);
    assert.equal(code, 0);
    assert.match(out, /4 unchanged\.\nNothing to deploy\./);
    assert.equal(grafana.writes().length, writes);
  });
  test('a plan says in words what an edit of the definitions changes', async () => {
    const { out } = await terminal.with('edited.ts').run('plan');
    assert.match(out, /~ dashboard errors/);
    assert.match(out, /panel Error share: threshold critical changed from 5 % to 8 %/);
    assert.match(out, /panel Error share › query A: expression changed from .*5m.* to .*10m/);
    assert.match(out, /2 to update, 2 unchanged\./);
  });
  test('the same as JSON and as Markdown', async () => {
    const edited = terminal.with('edited.ts');
    const json = JSON.parse((await edited.run('plan', ['--json'])).out);
    assert.deepEqual(json.counts, { keep: 2, update: 2 });
    const change = json.changes.find(({ ref }: { ref: string }) => ref === 'dashboard/errors');
    assert.equal(change.action, 'update');
    assert.ok(change.deploying.some(({ what }: { what: string }) => what === 'threshold critical'));
    const { out } = await edited.run('plan', ['--markdown']);
    assert.match(
      out,
      /^### Plan for staging\n\n2 to update, 2 unchanged\.\n\n- \*\*update\*\* `dashboard\/errors`/,
    );
  });
  test('a saved plan is carried out as it was reviewed', async () => {
    const path = join(terminal.root, 'plan.json');
    const edited = terminal.with('edited.ts');
    await edited.run('plan', ['--out', path, '--only', 'errors']);
    assert.ok(!readFileSync(path, 'utf8').includes(secrets.DB_PASSWORD));
    // The definitions of now do not matter: what was reviewed counts.
    const { out, code } = await terminal.run('apply', [path]);
    assert.equal(code, 0, out);
    assert.match(out, /✔ dashboard errors {2}updated\n1 applied/);
    const again = await terminal.run('apply', [path]);
    assert.equal(again.code, 1);
    assert.match(
      again.err,
      /the server moved since the plan was made; nothing was written[\s\S]*there was a deployment in between/,
    );
  });
  test('a plan that was edited is refused, and one that is cut off', async () => {
    const path = join(terminal.root, 'edited.json');
    await terminal.run('plan', ['--out', path]);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('0.05', '0.5'));
    assert.match((await terminal.run('apply', [path])).err, /edited\.json was edited since it was made/);
    writeFileSync(path, text.slice(0, 100));
    assert.match((await terminal.run('apply', [path])).err, /is not a plan/);
    assert.match((await terminal.run('apply', ['nowhere.json'])).err, /there is no plan nowhere\.json/);
  });
  test('a plan of before somebody else wrote is refused', async () => {
    const path = join(terminal.root, 'moved.json');
    await terminal.run('plan', ['--out', path]);
    grafana.byHand.saveDashboard('errors', retitled);
    const { err, code } = await terminal.run('apply', [path]);
    assert.equal(code, 1);
    assert.match(
      err,
      /the server moved since the plan was made; nothing was written\n {2}why: dashboard\/errors was changed/,
    );
  });
  test('an edit by hand blocks, and is shown: who, when, what', async () => {
    const { out, code } = await terminal.run('deploy', ['--yes']);
    assert.equal(code, 1, out);
    assert.match(out, /! dashboard errors {2}changed by hand by marie on 20\d\d-/);
    assert.match(out, /panel Renamed by hand: title changed from "Error share" to "Renamed by hand"/);
    assert.match(
      out,
      /npm run pull -- errors --target staging shows the edit as a patch; --force overwrites it/,
    );
    assert.match(store()?.dashboards.get('errors')?.text ?? '', /Renamed by hand/);
  });
  test('what the hand changed is told apart from what the definitions changed since', async () => {
    // What is deployed is the edited state; the definitions are the first one again.
    const { out } = await terminal.run('drift');
    assert.match(out, /by hand, since we deployed it:\n {8}panel Renamed by hand: title changed/);
    assert.doesNotMatch(out, /threshold/);
  });
  test('an empty value is refused: an unset variable of a pipeline must not deploy to production', async () => {
    const { err, code } = await terminal.run('deploy', ['--yes', '--preview', '']);
    assert.equal(code, 2);
    assert.match(err, /--preview needs a value, and got none/);
  });
  test('drift is for a nightly job', async () => {
    const { out, code } = await terminal.run('drift', ['--json']);
    assert.equal(code, 1);
    const [change] = JSON.parse(out).changes;
    assert.deepEqual([change.ref, change.drift.by], ['dashboard/errors', 'marie']);
    assert.deepEqual(
      change.byHand.map(({ what }: { what: string }) => what),
      ['title'],
    );
  });
  test('an edit comes back as a patch that git takes', async () => {
    const { out, code } = await terminal.run('pull', ['errors']);
    assert.equal(code, 0);
    assert.match(out, /errors, last saved by marie on .*, differs from its definition:/);
    const patch = join(terminal.root, '.sightline/pull/errors.patch');
    assert.match(readFileSync(patch, 'utf8'), /\+ +"title": "Renamed by hand"/);
    const unknown = await terminal.run('pull', ['nothing']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /no dashboard is defined as nothing\n {2}why: there are errors, traffic/);
  });
  test('--force overwrites it, and --rollback puts it back', async () => {
    const forced = await terminal.run('deploy', ['--yes', '--force']);
    assert.equal(forced.code, 0, forced.out);
    assert.doesNotMatch(store()?.dashboards.get('errors')?.text ?? '', /Renamed by hand/);
    const back = await terminal.run('deploy', ['--yes', '--rollback']);
    assert.equal(back.code, 0, back.out);
    assert.match(store()?.dashboards.get('errors')?.text ?? '', /Renamed by hand/);
    // What is back is the edit of somebody else: the next deployment must not take it for ours.
    const next = await terminal.run('deploy', ['--yes']);
    assert.equal(next.code, 1, next.out);
    assert.match(next.out, /! dashboard errors {2}changed by hand/);
    const record = join(terminal.root, '.sightline/before/staging-small-system.json');
    assert.equal(statSync(record).mode & 0o777, 0o600);
    await terminal.run('deploy', ['--yes', '--force']);
  });
  test('what is no longer defined stays until --prune, and is listed', async () => {
    const fewer = terminal.with('fewer.ts');
    const kept = await fewer.run('deploy', ['--yes']);
    assert.match(kept.out, /\? dashboard traffic {2}no longer defined; --prune deletes it/);
    assert.ok(store()?.dashboards.has('traffic'));
    const pruned = await fewer.run('deploy', ['--yes', '--prune']);
    assert.match(pruned.out, /✔ dashboard traffic {2}deleted/);
    assert.ok(!store()?.dashboards.has('traffic'));
  });
  test('what is not ours is a conflict until --adopt, and is never pruned', async () => {
    grafana.byHand.createDashboard(
      { uid: 'traffic', title: 'Of another team', panels: [] },
      { folderUid: 'small-system' },
    );
    const { out, code } = await terminal.run('deploy', ['--yes']);
    assert.equal(code, 1, out);
    assert.match(out, /! dashboard traffic {2}not ours/);
    const fewer = await terminal.with('fewer.ts').run('deploy', ['--yes', '--prune']);
    assert.match(fewer.out, /Nothing to deploy/);
    const adopted = await terminal.run('deploy', ['--yes', '--adopt']);
    assert.equal(adopted.code, 0, adopted.out);
    assert.match(adopted.out, /~ dashboard traffic {2}takes over what is not ours/);
    assert.match(store()?.dashboards.get('traffic')?.title ?? '', /All about traffic/);
  });
  test('a preview is a copy in a folder of its own, and goes again', async () => {
    const edited = terminal.with('edited.ts');
    const shown = await edited.run('deploy', ['--yes', '--preview', 'feature/x', '--expires', '2d']);
    assert.equal(shown.code, 0, shown.out + shown.err);
    const copies = [...(store()?.dashboards.values() ?? [])].filter(({ title }) =>
      title.startsWith('[feature/x] '),
    );
    assert.deepEqual(
      copies.map(({ title }) => title),
      ['[feature/x] All about errors', '[feature/x] All about traffic'],
    );
    assert.match(store()?.dashboards.get('errors')?.text ?? '', /5m/, 'what is in use stays as it is');
    assert.match(
      (await edited.run('deploy', ['--yes', '--remove-expired'])).out,
      /No preview is past its time/,
    );
    const gone = await edited.run('deploy', ['--yes', '--preview', 'feature/x', '--remove']);
    assert.equal(gone.code, 0, gone.out);
    assert.ok(![...(store()?.folders.values() ?? [])].some(({ title }) => title.startsWith('Preview')));
  });
  test('a preview that is past its time is removed', async () => {
    const edited = terminal.with('edited.ts');
    await edited.run('deploy', ['--yes', '--preview', 'old', '--expires', '1s']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { out, code } = await edited.run('deploy', ['--yes', '--remove-expired']);
    assert.equal(code, 0, out);
    assert.match(out, /✔ folder preview-\w+ {2}deleted/);
  });
  test('--secrets sends a rotated secret, and nothing else does', async () => {
    const rotated = terminal.with('system.ts', { TOKEN: grafana.token, ...secrets, DB_PASSWORD: 'new-one' });
    await rotated.run('deploy', ['--yes']);
    assert.equal(store()?.datasources.get('logs')?.secrets.basicAuthPassword, secrets.DB_PASSWORD);
    const { out } = await rotated.run('deploy', ['--yes', '--secrets']);
    assert.match(out, /~ datasource logs {2}sends again: basicAuthPassword/);
    assert.match(out, /✔ datasource logs {2}updated/);
    assert.equal(store()?.datasources.get('logs')?.secrets.basicAuthPassword, 'new-one');
  });
  test('Ctrl-C ends what is under way, reports, and leaves nothing that the next one would stumble over', async () => {
    const slow = await startGrafana({ version: '12', latencyMs: 150 });
    const there = Terminal.at(slow);
    try {
      const { out, code } = await there.run('deploy', ['--yes'], { when: /✔ folder/, signal: 'SIGINT' });
      assert.equal(code, 5, out);
      assert.match(out, /skipped: cancelled/);
      const after = await there.run('deploy', ['--yes']);
      assert.equal(after.code, 0, after.out);
    } finally {
      there.close();
      await slow.close();
    }
  });
  test('no output shows a credential or a secret', () => {
    const inventory = store()?.dashboards.get('sightline-small-system')?.text ?? '';
    assert.match(inventory, /datasource\/logs/);
    for (const secret of [grafana.token, secrets.DB_PASSWORD]) assert.ok(!inventory.includes(secret));
  });
  test('the root that commands ran in holds only what they say they write', () => {
    assert.ok(existsSync(join(terminal.root, '.sightline')));
    assert.ok(!spawnSync('grep', ['-r', secrets.DB_PASSWORD, terminal.root], { encoding: 'utf8' }).stdout);
  });
});

const temporary: string[] = [];
after(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

describe('what goes wrong is told in one message', () => {
  const cases = async (
    options: Parameters<typeof startGrafana>[0],
    use: (grafana: Grafana) => Promise<void>,
  ): Promise<void> => {
    const grafana = await startGrafana(options);
    try {
      await use(grafana);
    } finally {
      await grafana.close();
    }
  };
  const plan = async (terminal: Terminal, words: readonly string[] = []) => {
    try {
      return await terminal.run('plan', words);
    } finally {
      terminal.close();
    }
  };
  const at = (
    url: string,
    variables: Readonly<Record<string, string>> = { TOKEN: 'x' },
    more = {},
  ): Terminal =>
    new Terminal(
      [
        {
          name: 'staging',
          grafana: { url, auth: { token: { variable: 'TOKEN' } }, timeoutSeconds: 2, ...more },
        },
      ],
      variables,
    );

  test('no target at all: how to name one, and the sandbox', async () => {
    const { err, code } = await plan(new Terminal([]));
    assert.equal(code, 2);
    assert.match(err, /there is no target to go to[\s\S]*platform\/targets\.ts[\s\S]*npm run sandbox/);
  });
  test('a file that is none is not written over', async () =>
    cases({ version: '12' }, async (grafana) => {
      for (const out of ['/dev/null', '/proc/none/plan.json', '/nowhere/plan.json']) {
        const { err, code } = await plan(Terminal.at(grafana), ['--out', out]);
        assert.equal(code, 2, out);
        assert.match(err, new RegExp(`cannot write ${out}`));
      }
      assert.ok(statSync('/dev/null').isCharacterDevice());
    }));
  test('a sub-path where no Grafana is', () =>
    cases({ version: '12' }, async ({ url, token }) => {
      const { err, code } = await plan(at(`${url}/grafana`, { TOKEN: token }));
      assert.equal(code, 1);
      assert.match(err, /no Grafana is at .*\/grafana[\s\S]*sub-path/);
    }));
  for (const [more, says] of [
    [{ folder: { uid: 'x', title: 'X', parentUid: 'nope' } }, 'the server has no folder nope'],
    [{ datasources: { logs: { existing: 'nope' } } }, 'the server has no data source nope'],
    [{ datasources: { nope: { url: 'http://x' } } }, 'there is no data source nope to be mapped'],
  ] as const)
    test(`a target that names what is not there: ${says}`, () =>
      cases({ version: '12' }, async (grafana) => {
        const { err, code } = await plan(Terminal.at(grafana, more));
        assert.equal(code, 2);
        assert.match(err, new RegExp(`target staging: ${says}`));
      }));
  test('a target that does not exist', async () => {
    const { err, code } = await plan(at('http://127.0.0.1:1'), ['--target', 'production']);
    assert.equal(code, 2);
    assert.match(err, /there is no target production\n {2}why: platform\/targets\.ts names staging/);
  });
  test('a variable that is not set', async () => {
    const { err, code } = await plan(at('http://127.0.0.1:1', {}));
    assert.equal(code, 3);
    assert.match(err, /the variable TOKEN is not set\n {2}next: export TOKEN=/);
  });
  test('an address where nothing listens', async () => {
    const { err, code } = await plan(at('http://127.0.0.1:1'));
    assert.equal(code, 1);
    assert.match(err, /no answer from http:\/\/127\.0\.0\.1:1\n {2}why: nothing listens there/);
  });
  for (const [url, why] of [
    ['grafana.example', 'cannot be read as an address'],
    ['ftp://grafana.example', 'begins with ftp:'],
    ['https://user:pw@grafana.example', 'has a credential in it'],
  ] as const)
    test(`an address that is none: ${url}`, async () => {
      const { err, code } = await plan(at(url));
      assert.equal(code, 2);
      assert.match(err, new RegExp(why));
      assert.ok(!err.includes('pw@'));
    });
  for (const kind of ['expired', 'revoked', 'disabled'] as const)
    test(`a token that is ${kind}`, () =>
      cases({ version: '12' }, async ({ url, tokens }) => {
        const { err, code } = await plan(at(url, { TOKEN: tokens[kind] }));
        assert.equal(code, 3);
        assert.match(err, /Grafana does not accept the credential[\s\S]*service account/);
        assert.ok(!err.includes(tokens[kind]));
      }));
  test('a token of another organisation', () =>
    cases({ version: '9.4' }, async ({ url, tokens }) => {
      const { err, code } = await plan(at(url, { TOKEN: tokens.otherOrg }, { orgId: 1 }));
      assert.equal(code, 3);
      assert.match(err, /the token belongs to organisation 2/);
    }));
  test('a server whose name has a sub-path that the target leaves out', () =>
    cases({ version: '12', prefix: '/grafana' }, async ({ url, token }) => {
      const { err, code } = await plan(at(url.replace('/grafana', ''), { TOKEN: token }));
      assert.equal(code, 1);
      assert.match(err, /redirects\n {2}why: to .*\/grafana\/[\s\S]*give the target the url/);
    }));
  test('with its sub-path it is served', () =>
    cases({ version: '12', prefix: '/grafana' }, async ({ url, token }) => {
      assert.match((await plan(at(`${url}/`, { TOKEN: token }))).out, /4 to create/);
    }));
  const withoutOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed';
  for (const [of, days, trusted, why] of [
    [
      'that nobody here trusts',
      '1',
      false,
      /why: its certificate is signed by itself\n {2}next: name the PEM file .* as caFile/,
    ],
    ['that has expired', '-1', true, /why: its certificate has expired\n {2}next: renew the certificate/],
  ] as const)
    test(`a certificate ${of}`, { skip: withoutOpenssl }, async () => {
      const { key, cert, file } = certificate(days);
      await cases({ version: '12', tls: { key, cert } }, async ({ url, token }) => {
        const { err, code } = await plan(at(url, { TOKEN: token }, trusted ? { caFile: file } : {}));
        assert.equal(code, 1);
        assert.match(err, why);
      });
    });
  test('a certificate of an authority of one’s own is trusted where the target names it', {
    skip: withoutOpenssl,
  }, async () => {
    const { key, cert, file } = certificate('1');
    await cases({ version: '12', tls: { key, cert } }, async ({ url, token }) => {
      assert.match((await plan(at(url, { TOKEN: token }, { caFile: file }))).out, /4 to create/);
    });
  });
  test('a folder in which the account may not write', () =>
    cases({ version: '12' }, async (grafana) => {
      const terminal = Terminal.at(grafana);
      try {
        await terminal.run('deploy', ['--yes']);
        const token = grafana.tokenWithout('small-system');
        const { out, code } = await terminal
          .with('edited.ts', { TOKEN: token, ...secrets })
          .run('deploy', ['--yes']);
        assert.equal(code, 1, out);
        assert.match(out, /! dashboard errors {2}held by somebody else: this account may not/);
      } finally {
        terminal.close();
      }
    }));
  test('two who deploy at the same moment: one of them is told, and wrote nothing', () =>
    cases({ version: '12', latencyMs: 80 }, async (grafana) => {
      const terminal = Terminal.at(grafana);
      try {
        await terminal.run('deploy', ['--yes']);
        const both = await Promise.all([
          terminal.with('edited.ts').run('deploy', ['--yes']),
          terminal.with('edited.ts').run('deploy', ['--yes']),
        ]);
        const codes = both.map(({ code }) => code).sort();
        const told = both.map(({ err }) => err).join('');
        // They may also come one after the other: then the second finds nothing to do.
        if (codes[1] !== 0) assert.match(told, /somebody else is deploying/);
        assert.equal(codes[0], 0);
        assert.match((await terminal.with('edited.ts').run('plan')).out, /4 unchanged/);
      } finally {
        terminal.close();
      }
    }));
  test('the sandbox where none runs', async () => {
    const { err, code } = await plan(new Terminal([]), ['--target', 'sandbox']);
    assert.equal(code, 2);
    assert.match(err, /no sandbox is running\n {2}next: npm run sandbox/);
  });
});

/** A certificate for this machine that signs itself; a negative number of days makes one that is over. */
function certificate(days: string): { readonly key: string; readonly cert: string; readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-tls-'));
  const [keyFile, file, wish, names] = ['key.pem', 'cert.pem', 'wish.csr', 'names'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  writeFileSync(names, 'subjectAltName=IP:127.0.0.1');
  const openssl = (...words: string[]): void => {
    const { status, stderr } = spawnSync('openssl', words);
    assert.equal(status, 0, String(stderr));
  };
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    keyFile,
    '-out',
    wish,
    '-subj',
    '/CN=127.0.0.1',
  );
  openssl('x509', '-req', '-in', wish, '-signkey', keyFile, '-days', days, '-extfile', names, '-out', file);
  const read = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(file, 'utf8'), file };
  temporary.push(folder);
  return read;
}

test('every command explains itself', async () => {
  const terminal = new Terminal([]);
  for (const name of ['plan', 'apply', 'deploy', 'drift', 'pull']) {
    const { out, code } = await terminal.run(name, ['--help']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`Usage: npm run ${name} --`));
  }
  terminal.close();
});

test('the scripts of the repository are these commands', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/plan.ts', '--target', 'nowhere'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  assert.equal(status, 2);
  assert.match(stderr, /there is no target nowhere/);
});
