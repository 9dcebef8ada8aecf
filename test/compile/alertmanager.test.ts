import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { project } from '../../scripts/project.ts';
import { alertmanagerOutputs } from '../../src/compile/alertmanager.ts';
import type { Routing } from '../../src/model/routing.ts';
import { amtool, withFiles, withoutAmtool } from '../support/amtool.ts';

const outputs = alertmanagerOutputs(project);
const textOf = (name: string): string => outputs.find(({ path }) => path.endsWith(`/${name}`))?.text ?? '';
const routing = project.routing as Routing;

/** Every member of a value with its key. */
function* members(value: unknown, key = ''): Generator<readonly [key: string, value: string]> {
  if (typeof value === 'string') yield [key, value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value))
      yield* members(member, Array.isArray(value) ? key : name);
}

describe('the configuration of Alertmanager', () => {
  test('has no secret in it: each is the name of a file', () => {
    const all = [...members(parse(textOf('alertmanager.yml')))];
    const files = new Set(all.filter(([key]) => key.endsWith('_file')).map(([, value]) => value));
    assert.deepEqual(
      [...files].sort(),
      [
        'heartbeat_token',
        'pagerduty_executive_key',
        'pagerduty_level_1_key',
        'pagerduty_level_2_key',
        'pagerduty_level_3_key',
        'pagerduty_security_key',
        'responder_token',
        'slack_webhook',
        'smtp_password',
      ].map((name) => `/etc/alertmanager/secrets/${name}`),
    );
    const inline =
      /^(routing_key|service_key|api_url|slack_api_url|credentials|bearer_token|password|smtp_auth_password|auth_password|auth_secret)$/;
    assert.deepEqual(
      all.filter(([key]) => inline.test(key)),
      [],
    );
  });

  test('quotes what a matcher says as old and new versions read it', { skip: withoutAmtool }, async () => {
    const odd = 'a"b\\c\nd';
    const branch = {
      matchers: [{ label: 'subject', op: '=' as const, value: odd }],
      continue: false,
      mute: [],
      routes: [],
    };
    const root = { ...routing.root, routes: [branch, ...routing.root.routes] };
    const [config] = alertmanagerOutputs({ ...project, routing: { ...routing, root } });
    assert.deepEqual(parse(config?.text ?? '').route.routes[0].matchers, ['subject="a\\"b\\\\c\\nd"']);
    await withFiles({ 'a.yml': config?.text ?? '' }, (folder) => {
      const { ok, output } = amtool('check-config', `${folder}/a.yml`);
      assert.ok(ok, output);
    });
  });

  test('amtool would say so if it were wrong', { skip: withoutAmtool }, () =>
    withFiles(
      { 'a.yml': textOf('alertmanager.yml').replace('receiver: unrouted', 'receiver: nobody') },
      (folder) => {
        const { ok, output } = amtool('check-config', `${folder}/a.yml`);
        assert.ok(!ok);
        assert.match(output, /nobody/);
      },
    ),
  );

  test('is remembered for as long as the flags say', () => {
    assert.equal(textOf('flags.txt'), '--data.retention=120h\n--web.external-url=http://alertmanager:9093\n');
  });

  test('is there only where there are routes and a server', () => {
    const { routing: _, ...without } = project;
    assert.deepEqual(alertmanagerOutputs(without), []);
  });
});
