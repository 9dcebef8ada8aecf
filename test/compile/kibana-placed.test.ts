import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kibanaContent } from '../../kibana/index.ts';
import { apiDashboardResources } from '../../src/compile/kibana/api.ts';
import { savedObjects } from '../../src/compile/kibana/objects.ts';
import { placed } from '../../src/compile/kibana/placed.ts';
import { content } from '../support/kibana-specimen.ts';

// The content of Kibana for a target: the same, but for ids and for addresses of other servers.

for (const [name, original] of Object.entries({ 'the specimen': content, 'the project': kibanaContent })) {
  test(`${name} stays what it is where a target says nothing`, () =>
    assert.deepEqual(savedObjects(placed(original, {})), savedObjects(original)));

  test(`every id of ${name} ends differently, and every reference leads to one of them`, () => {
    const objects = savedObjects(placed(original, { idSuffix: '-team' }));
    assert.equal(objects.length, savedObjects(original).length);
    const known = new Set(objects.map(({ type, id }) => `${type}/${id}`));
    for (const { id, references } of objects) {
      assert.match(id, /-team$/);
      for (const to of references)
        assert.ok(known.has(`${to.type}/${to.id}`), `${id} refers to ${to.type}/${to.id}`);
    }
    // What stands as text inside of text, and in the words of the API, too.
    const own = savedObjects(original)
      .filter(({ type }) => type === 'index-pattern')
      .map(({ id }) => id);
    const sent = JSON.stringify([objects, apiDashboardResources(placed(original, { idSuffix: '-team' }))]);
    for (const id of own) assert.ok(!sent.includes(`"${id}"`), `${id} is still named`);
  });
}

test('links lead to where the readers of the target find the servers, and no other text changes', () => {
  const addresses = {
    'http://grafana:3000': 'https://grafana.team.example',
    'http://jaeger-query:16686': 'https://traces.team.example/ui',
  };
  const before = JSON.stringify(savedObjects(kibanaContent));
  const after = JSON.stringify(savedObjects(placed(kibanaContent, { addresses })));
  assert.ok(!after.includes('http://grafana:3000') && !after.includes('http://jaeger-query:16686'));
  assert.equal(
    after,
    before
      .replaceAll('http://grafana:3000', 'https://grafana.team.example')
      .replaceAll('http://jaeger-query:16686', 'https://traces.team.example/ui'),
  );
  const near = { 'http://grafana:30': 'https://wrong.example' };
  assert.equal(JSON.stringify(savedObjects(placed(kibanaContent, { addresses: near }))), before);
});
