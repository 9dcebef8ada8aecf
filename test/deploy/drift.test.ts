import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Grafana, startGrafana } from '../contract/grafana/grafana.ts';
import { type Said, secrets, Terminal } from './terminal.ts';

// What a nightly job is told of a target with two servers, of which one does not answer.

let grafana: Grafana;
let alone: Terminal;
let both: Terminal;
const noAnswer =
  /- \*\*no answer\*\* from elastic: no answer from http:\/\/127\.0\.0\.1:1\n {2}- why: nothing listens there\n {2}- next: curl/;
const drift = (at: Terminal, ...words: string[]): Promise<Said> => at.run('drift', ['--markdown', ...words]);

before(async () => {
  grafana = await startGrafana({ version: '12' });
  alone = Terminal.at(grafana);
  both = new Terminal(
    [
      {
        ...alone.targets[0],
        name: 'staging',
        elastic: {
          elasticsearch: {
            url: 'http://127.0.0.1:1',
            auth: { apiKey: { variable: 'ES_KEY' } },
            timeoutSeconds: 5,
          },
        },
      },
    ],
    { TOKEN: grafana.token, ES_KEY: 'unused', ...secrets },
  );
  const { code, out, err } = await alone.run('deploy', ['--yes']);
  assert.equal(code, 0, out + err);
});
after(async () => {
  alone.close();
  both.close();
  await grafana.close();
});

describe('before anybody touched anything', () => {
  test('there is none, with and without --exit-code', async () => {
    for (const words of [[], ['--exit-code']]) {
      const { code, out } = await drift(alone, ...words);
      assert.equal(code, 0, out);
      assert.equal(out, 'Nothing was changed by hand on staging.\n');
    }
  });

  test('a server that does not answer is in the Markdown, and nobody says that there is none', async () => {
    const { code, out } = await drift(both, '--exit-code');
    assert.equal(code, 1);
    assert.match(out, /^Nothing was changed by hand on what answers of staging\.\n/);
    assert.match(out, noAnswer);
  });

  test('so it is in a plan', async () => {
    const { code, out } = await both.run('plan', ['--markdown']);
    assert.equal(code, 1);
    assert.match(out, /unchanged\.\n\n- \*\*no answer\*\*/);
    assert.match(out, noAnswer);
  });
});

describe('after somebody did', () => {
  before(() => grafana.byHand.saveDashboard('errors', (json) => ({ ...json, title: 'By hand' })));

  test('--exit-code tells drift from a fault', async () => {
    assert.equal((await drift(alone)).code, 1);
    assert.equal((await drift(alone, '--exit-code')).code, 6);
  });

  test('what did not answer stands beside what was changed', async () => {
    const { code, out } = await drift(both, '--exit-code');
    assert.equal(code, 6);
    assert.match(out, /changed by hand/);
    assert.match(out, noAnswer);
  });
});
