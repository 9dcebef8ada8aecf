import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logEvents } from '../../catalog/index.ts';
import { project } from '../../scripts/project.ts';
import { catalogEntries, catalogPage } from '../../src/compile/catalog-page.ts';
import { usageOf } from '../../src/compile/usage.ts';

const { metrics, subjects } = project;

describe('catalog page', () => {
  const page = catalogPage(project);

  test('has every metric once, under its subject', () => {
    const [measured = ''] = page.split('\n## Log events\n');
    const headings = measured.split('\n').filter((line) => line.startsWith('### '));
    assert.deepEqual(
      headings,
      metrics.map(({ name }) => `### ${name}`),
    );
    for (const subject of Object.keys(subjects)) assert.ok(page.includes(`\n## ${subject}\n`), subject);
  });

  test('has every log event once, with its own fields', () => {
    const [, logged = ''] = page.split('\n## Log events\n');
    const headings = logged.split('\n').filter((line) => line.startsWith('### '));
    assert.deepEqual(headings, ['### Every event', ...logEvents.map(({ name }) => `### ${name}`)]);
    const [, after = ''] = logged.split('### session_ended\n');
    assert.match(after, /^\n[^|]*Category `command`, at `INFO`, `WARN`\./);
    assert.match(
      after,
      /\| `duration_ms` \* \| long, milliseconds \| {2}\| {2}\| From its first command to its end\. \|/,
    );
  });

  test('says what a metric is, and who uses it', () => {
    const [, after = ''] = page.split('### framework_active_sessions\n');
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
| Used by | dashboards/operations-monitoring.ts › Active sessions<br>dashboards/user-experience.ts › Sessions open |`,
    );
  });

  test('lists what rules record, by the name that was asked for too', () => {
    assert.match(page, /\| `framework_error_rate_percentage`, asked for as `error_rate_percentage`<br>/);
  });

  test('counts the series of a histogram', () => {
    const [entry] = catalogEntries(metrics.filter(({ name }) => name === 'framework_response_time_seconds'));
    assert.equal(entry?.series, 8 * 4 * (16 + 3));
  });
});

describe('usage', () => {
  const usage = usageOf(project);

  test('finds a histogram by any of its series', () => {
    assert.ok(
      usage.get('framework_user_feedback_score')?.includes('dashboards/user-experience.ts › Ratings'),
    );
  });

  test('finds a recorded series in panels and in other rules', () => {
    assert.deepEqual(usage.get('environment:framework_command_failures:ratio_rate5m'), [
      'dashboards/development-metrics.ts › Command failures',
      'alerts/commands.ts › commands › FrameworkCommandFailureRateCritical',
    ]);
  });
});
