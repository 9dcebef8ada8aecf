import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatFields } from '#lib';
import { logEvents } from '../../catalog/index.ts';
import { configurationChanged } from '../../catalog/security.ts';
import { documents } from '../catalog/documents.ts';
import { store } from '../support/log-path.ts';

// Put together here, so that nobody who searches this repository for secrets finds some.
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const secrets: Readonly<Record<string, string>> = {
  'a GitHub token': `${'ghp'}_${letters}`,
  'a fine-grained GitHub token': `${'github'}_pat_${letters}`,
  'an API key': `${'sk'}-${letters}`,
  'an AWS access key': `AK${'IA'}ABCDEFGHIJKLMNOP`,
  'a Slack token': `${'xoxb'}-${letters}`,
  'a Grafana token': `${'glsa'}_${letters}`,
  'a JSON web token': `${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxIn0.sig`,
};
const inWords: readonly (readonly [text: string, rest: string])[] = [
  [`Authorization: Bearer ${letters}`, 'Authorization: Bearer [secret]'],
  ['password=hunter2', 'password=[secret]'],
  ["api_key: 'hunter2'", "api_key: '[secret]'"],
  ['"token": "hunter2"', '"token": "[secret]"'],
  ['postgres://app:hunter2@db:5432/x', 'postgres://app:[secret]@db:5432/x'],
  [`-----BEGIN ${'RSA'} PRIVATE KEY-----\nMIIE\nowIB\n-----END RSA PRIVATE KEY-----`, '[secret]'],
  [`two: ${secrets['an API key']}, ${secrets['a Slack token']}`, 'two: [secret], [secret]'],
  ['write to jane.doe@example.com', 'write to [address]'],
  ['the token expired', 'the token expired'],
  ['password must be longer', 'password must be longer'],
];

describe('Logstash takes out', () => {
  for (const [what, secret] of Object.entries(secrets))
    test(what, () => {
      const { document } = store({ ...documents.error, error_message: `refused ${secret} twice` });
      assert.equal(document.error_message, 'refused [secret] twice');
    });
  for (const [text, rest] of inWords)
    test(`${text.slice(0, 30)} leaves ${rest}`, () => {
      assert.equal(store({ ...documents.error, stack_trace: text }).document.stack_trace, rest);
    });
  test('them from a line that is no JSON', () => {
    assert.equal(store('login with password=hunter2').document.message, 'login with password=[secret]');
  });
  test('them from each text of a list', () => {
    const { document } = store({
      ...documents.performance,
      potential_causes: ['cache', secrets['an API key']],
    });
    assert.deepEqual(document.potential_causes, ['cache', '[secret]']);
  });
  test('them from an object', () => {
    const github_integration = { issues_created: 0, commits_made: 3, branch: `fix-${secrets['an API key']}` };
    const { document } = store({ ...documents.command, github_integration });
    assert.deepEqual(document.github_integration, { ...github_integration, branch: 'fix-[secret]' });
  });
});

test('every field that may hold words is looked at, those in lists of objects apart', () => {
  const missed = logEvents.flatMap((event) =>
    flatFields(event.fields)
      .filter(([, { kind, closed }]) => kind === 'text' || (kind === 'keyword' && !closed))
      .filter(([path]) => !path.includes('.'))
      .filter(([name, { privacy }]) => privacy !== 'user' && name !== 'event')
      .filter(([name, { isList }]) => {
        const held = isList ? [secrets['an API key']] : secrets['an API key'];
        return JSON.stringify(store({ ...event.sample, [name]: held }).document[name]).includes('abc');
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
