import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { alertmanager } from '../../platform/alertmanager.ts';
import { alertmanagerConfig } from '../../src/compile/alertmanager.ts';
import type { Route, Routing } from '../../src/model/routing.ts';
import { receiversFor } from '../../src/routing/evaluate.ts';
import { routed, withFiles, withoutAmtool } from '../support/amtool.ts';

const names = ['a', 'b', 'c', 'd'] as const;
const receivers = names.map((name) => ({ name, integrations: [] }));
const values = ['', 'critical', 'high', 'production', 'a"b', 'x\\y', 'new\nline', 'a,b'];
const expressions = [
  '',
  'critical|high',
  '.+',
  'crit.*',
  'production|',
  '[a-h]+',
  'x\\\\y',
  '(?i)HIGH',
  'a.b',
];
const label = fc.constantFrom('severity', 'level', 'environment', 'subject');
const matcher = fc.oneof(
  fc.record({ label, op: fc.constantFrom('=' as const, '!=' as const), value: fc.constantFrom(...values) }),
  fc.record({
    label,
    op: fc.constantFrom('=~' as const, '!~' as const),
    value: fc.constantFrom(...expressions),
  }),
);
const { route } = fc.letrec<{ route: Route }>((tie) => ({
  route: fc.record({
    matchers: fc.array(matcher, { maxLength: 2 }),
    receiver: fc.option(fc.constantFrom(...receivers), { nil: undefined }),
    continue: fc.boolean(),
    mute: fc.constant([]),
    routes: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('route'), { maxLength: 3 })),
  }) as fc.Arbitrary<Route>,
}));
const routing = fc.array(route, { maxLength: 4 }).map(
  (routes): Routing => ({
    labels: {},
    receivers,
    root: {
      receiver: receivers[0] as (typeof receivers)[number],
      pace: { groupWait: '30s', groupInterval: '5m', repeatInterval: '4h' },
      matchers: [],
      continue: false,
      mute: [],
      routes,
    },
    inhibitions: [],
    links: { grafana: 'http://grafana', runbooks: 'http://runbooks' },
  }),
);
const alert = fc.dictionary(label, fc.constantFrom(...values.slice(1)), { maxKeys: 3 });

test('finds the receivers that amtool finds, in any tree', { skip: withoutAmtool }, async () => {
  let unknown = 0;
  let checked = 0;
  const several = new Set<number>();
  await withFiles({}, (folder) => {
    const file = join(folder, 'alertmanager.yml');
    fc.assert(
      fc.property(routing, fc.array(alert, { minLength: 1, maxLength: 3 }), (tree, alerts) => {
        const config = { ...(alertmanagerConfig(tree, alertmanager) as object), templates: [] };
        writeFileSync(file, stringify(config));
        for (const labels of alerts) {
          const ours = receiversFor(tree.root, labels);
          const theirs = routed(file, labels);
          if (ours) assert.deepEqual(ours, theirs);
          checked++;
          if (ours === undefined) unknown++;
          else several.add(ours.length);
        }
      }),
      { seed: 20250301, numRuns: 150 },
    );
  });
  // A property that hardly ever had something to say would prove little.
  assert.ok(unknown < checked / 4, `${unknown} of ${checked} were not known`);
  assert.ok(several.size > 2, 'some alerts have several receivers');
});
