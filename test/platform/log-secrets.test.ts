import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatFields } from '#lib';
import { logEvents } from '../../catalog/index.ts';
import { configurationChanged } from '../../catalog/security.ts';
import { documents } from '../catalog/documents.ts';
import { store } from '../support/log-path.ts';
import { addresses, innocent, inWords, tokens } from '../support/secrets.ts';

const apiKey = tokens['a model provider'] ?? '';
/** What is left of a text of the framework that nobody has looked at before. */
const left = (text: string): unknown => store({ ...documents.error, stack_trace: text }).document.stack_trace;

describe('Logstash takes out', () => {
  for (const [what, token] of Object.entries(tokens))
    test(what, () => assert.equal(left(`refused ${token}, twice`), 'refused [secret], twice'));
  for (const [before, secret, after] of inWords)
    test(JSON.stringify(`${before}${secret}${after}`.slice(0, 60)), () =>
      assert.equal(left(`${before}${secret}${after}`), `${before}[secret]${after}`),
    );
  for (const address of addresses)
    test(address, () => assert.equal(left(`to <${address}>, twice`), 'to <[address]>, twice'));
  test('two of them', () => {
    const text = `two: ${apiKey}, ${tokens.Slack}`;
    assert.equal(left(text), 'two: [secret], [secret]');
  });
  test('them from a line that is no JSON', () => {
    assert.equal(store('login with password=hunter2').document.message, 'login with password=[secret]');
  });
  test('them from each text of a list', () => {
    const { document } = store({
      ...documents.performance,
      potential_causes: ['cache', apiKey],
    });
    assert.deepEqual(document.potential_causes, ['cache', '[secret]']);
  });
  test('them from an object', () => {
    const github_integration = { issues_created: 0, commits_made: 3, branch: `fix-${apiKey}` };
    const { document } = store({ ...documents.command, github_integration });
    assert.deepEqual(document.github_integration, { ...github_integration, branch: 'fix-[secret]' });
  });
});

describe('Logstash leaves', () => {
  for (const text of innocent) test(JSON.stringify(text.slice(0, 60)), () => assert.equal(left(text), text));
});

test('every field that may hold words is looked at, those in lists of objects apart', () => {
  const missed = logEvents.flatMap((event) =>
    flatFields(event.fields)
      .filter(([, { kind, closed }]) => kind === 'text' || (kind === 'keyword' && !closed))
      .filter(([path]) => !path.includes('.'))
      .filter(([name, { privacy }]) => privacy !== 'user' && name !== 'event')
      .filter(([name, { isList }]) => {
        const held = isList ? [apiKey] : apiKey;
        return JSON.stringify(store({ ...event.sample, [name]: held }).document[name]).includes(
          apiKey.slice(-20),
        );
      })
      .map(([path]) => `${event.name}.${path}`),
  );
  assert.deepEqual(missed, []);
});

test('who did something that is audited stays known', () => {
  const { document } = store({ ...configurationChanged.sample, actor: 'jane@example.com' });
  assert.equal(document.actor, 'jane@example.com');
});

describe('users', () => {
  test('get the name that metrics have for them', () => {
    assert.match(String(store(documents.command).document.user_id), /^u_[0-9a-f]{12}$/);
  });
  test('who have it already keep it', () => {
    const { document } = store({ ...documents.command, user_id: 'u_3f9c02ab71de' });
    assert.equal(document.user_id, 'u_3f9c02ab71de');
  });
});
