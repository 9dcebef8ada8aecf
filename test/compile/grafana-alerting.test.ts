import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { project } from '../../scripts/project.ts';
import { grafanaAlertingResources } from '../../src/compile/grafana-alerting.ts';
import { grafanaAlertingOutputs } from '../../src/compile/grafana-alerting-files.ts';
import { type ContactPointSpec, type PolicySpec, refOf } from '../../src/model/resource.ts';
import type { Routing } from '../../src/model/routing.ts';

const resources = grafanaAlertingResources(project);
const routing = project.routing as Routing;

/**
 * A value of a provisioning file as Grafana reads it: a doubled dollar sign is one, and what stands between two of those is
 * expanded.
 */
function read(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((one) => read(one, variables));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one, variables)]));
  if (typeof value !== 'string') return value;
  return value
    .split('$$')
    .map((piece) =>
      piece.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (_, braced, plain) => variables[braced ?? plain] ?? ''),
    )
    .join('$');
}

/** Every secret of a resource replaced by a value that says which it is. */
function opened(value: unknown, variables: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => opened(one, variables));
  if (typeof value !== 'object' || value === null) return value;
  if ('env' in value) {
    variables[String(value.env)] = `value-of-${value.env}`;
    return variables[String(value.env)];
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one, variables)]));
}

describe('resources of Grafana', () => {
  test('come in an order in which they can be put', () => {
    const seen = new Set<string>();
    for (const resource of resources) {
      for (const need of resource.needs ?? []) assert.ok(seen.has(need), `${refOf(resource)} before ${need}`);
      seen.add(refOf(resource));
    }
    assert.equal(seen.size, resources.length);
    assert.equal(resources.at(-1)?.kind, 'policies');
  });

  test('have uids that Grafana takes, each once', () => {
    const uids = resources
      .filter(({ kind }) => kind === 'contact-point')
      .flatMap(({ spec }) => (spec as ContactPointSpec).integrations.map(({ uid }) => uid));
    for (const uid of uids) assert.match(uid, /^[a-zA-Z0-9_-]{1,40}$/);
    assert.equal(new Set(uids).size, uids.length);
  });

  test('of two integrations of a kind each has a uid, and a long name is cut', () => {
    const [first] = routing.receivers;
    const way = first?.integrations[0];
    assert.ok(first && way);
    const twice = { name: 'a receiver whose name is longer than Grafana likes', integrations: [way, way] };
    const specs = grafanaAlertingResources({ ...project, routing: { ...routing, receivers: [twice] } });
    const point = specs.find((spec) => spec.kind === 'contact-point');
    const [one, two] = point?.spec.integrations ?? [];
    assert.match(one?.uid ?? '', /^a-receiver-whose-name-is-longer-[0-9a-f]{8}$/);
    assert.match(two?.uid ?? '', /^a-receiver-whose-name-is-longer-[0-9a-f]{8}$/);
    assert.notEqual(one?.uid, two?.uid);
  });

  test('the tree refers to what there is', () => {
    const names = new Set(resources.map(refOf));
    const policies = (of: PolicySpec): readonly PolicySpec[] => [of, ...(of.routes ?? []).flatMap(policies)];
    const root = resources.at(-1)?.spec as PolicySpec;
    assert.ok(root.receiver);
    assert.equal(root.object_matchers, undefined);
    for (const { receiver, mute_time_intervals = [] } of policies(root)) {
      if (receiver) assert.ok(names.has(`contact-point/${receiver}`), receiver);
      for (const name of mute_time_intervals) assert.ok(names.has(`mute-timing/${name}`), name);
    }
  });

  test('a secret is never a text', () => {
    const texts = JSON.stringify(resources);
    assert.match(texts, /"integrationKey":\{"env":"PAGERDUTY_LEVEL_1_KEY"\}/);
    assert.match(texts, /"url":\{"env":"SLACK_WEBHOOK"\}/);
    assert.match(texts, /"authorization_credentials":\{"env":"RESPONDER_TOKEN"\}/);
  });
});

describe('provisioning files', () => {
  // A matcher with a dollar sign: what a file says must come back from Grafana's own expansion.
  const dollar: Routing = {
    ...routing,
    root: {
      ...routing.root,
      routes: [
        {
          matchers: [{ label: 'price', op: '=~', value: '^\\$[0-9]+$' }],
          continue: false,
          mute: [],
          routes: [],
        },
        ...routing.root.routes,
      ],
    },
  };
  const of = { ...project, routing: dollar };
  const keys = {
    'contact-point': ['contact-points', 'contactPoints'],
    'mute-timing': ['mute-timings', 'muteTimes'],
    policies: ['policies', 'policies'],
    template: ['templates', 'templates'],
  } as const;

  for (const [kind, [name, key]] of Object.entries(keys))
    test(`${name} say what the API would be sent, once Grafana has read its variables`, () => {
      const variables: Record<string, string> = {};
      const expected = grafanaAlertingResources(of)
        .filter((one) => one.kind === kind)
        .map(({ spec }) => opened(spec, variables) as Record<string, unknown>)
        .map(({ integrations, ...spec }) => ({
          orgId: 1,
          ...spec,
          ...(integrations !== undefined && { receivers: integrations }),
        }));
      const file = grafanaAlertingOutputs(of).find(({ path }) => path.endsWith(`/alerting/${name}.yaml`));
      const content = parse(file?.text ?? '') as Record<string, unknown>;
      assert.equal(content.apiVersion, 1);
      assert.deepEqual(read(content[key], variables), JSON.parse(JSON.stringify(expected)));
      assert.ok(expected.length > 0);
    });

  test('without routes there are none', () => {
    const { routing: _, ...without } = project;
    assert.deepEqual(grafanaAlertingOutputs(without), []);
  });
});
