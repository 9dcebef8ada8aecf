import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { metrics, subjects } from '../../catalog/index.ts';
import { catalogEntries, catalogJson, catalogPage, catalogTable } from '../../src/compile/catalog-page.ts';

describe('catalog page', () => {
  const usage = new Map([['framework_active_sessions', ['dashboards/user-experience', 'alerts/sessions']]]);

  test('has every metric once, under its subject', () => {
    const page = catalogPage(metrics, usage, subjects);
    const headings = page.split('\n').filter((line) => line.startsWith('### '));
    assert.deepEqual(
      headings,
      metrics.map(({ name }) => `### ${name}`),
    );
    for (const subject of Object.keys(subjects)) assert.ok(page.includes(`\n## ${subject}\n`), subject);
  });

  test('says what a metric is, and who uses it', () => {
    const [, after = ''] = catalogPage(metrics, usage, subjects).split('### framework_active_sessions\n');
    assert.equal(
      after.split('\n## ')[0]?.split('\n### ')[0]?.trim(),
      `Sessions open now, by type.

| | |
| --- | --- |
| Kind | gauge |
| Unit | count |
| Job | \`claude-framework\` |
| Labels | \`session_type\`: \`single_agent\` \`multi_agent\` \`swarm\` \`interactive\` \`scheduled\` |
| Series | at most 5 per process |
| Also called | \`concurrent_sessions_active\` |
| Used by | dashboards/user-experience<br>alerts/sessions |`,
    );
  });

  test('counts the series of a histogram', () => {
    const [entry] = catalogEntries(metrics.filter(({ name }) => name === 'framework_response_time_seconds'));
    assert.equal(entry?.series, 8 * 4 * (16 + 3));
  });

  test('the table has a line for every metric, the JSON an object', () => {
    assert.equal(catalogTable(metrics).trimEnd().split('\n').length, metrics.length + 1);
    assert.equal(JSON.parse(catalogJson(metrics)).length, metrics.length);
  });

  test('the committed page lists the catalog as it is', () => {
    const committed = readFileSync(new URL('../../catalog/README.md', import.meta.url), 'utf8');
    const names = (page: string) => page.split('\n').filter((line) => line.startsWith('### '));
    assert.deepEqual(names(committed), names(catalogPage(metrics, new Map(), subjects)));
  });
});
